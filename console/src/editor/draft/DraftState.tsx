import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import parts from '../../parts/parts.module.css';
import type { Autosave, SaveState } from './autosave';

const tones: Record<SaveState, 'good' | 'wait' | 'bad'> = { published: 'good', saved: 'good', waiting: 'wait', saving: 'wait', failed: 'bad', conflict: 'bad' };

/** Whether what is written is safe. */
export function DraftState({ autosave }: { autosave: Autosave }) {
  const { t: e } = useTranslation('editor');
  const words: Record<SaveState, string> = { published: e('published'), saved: e('saved'), waiting: e('unsaved'), saving: e('saving'), failed: e('failed'), conflict: e('unsaved') };
  return (
    <Text size="sm" component="div" aria-live="polite" className={parts.state}>
      <span className={parts.dot} data-tone={tones[autosave.state]} aria-hidden="true" />
      {words[autosave.state]}
      {autosave.state === 'failed' && ` ${autosave.detail ?? e('failedText')}`}
    </Text>
  );
}
