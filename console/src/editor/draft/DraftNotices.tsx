import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/Icon';
import { useFormats } from '../../parts/words';
import { Differences } from '../Differences';
import type { Autosave } from './autosave';
import type { Backup } from './backup';

/** Somebody else has changed the same draft: both are shown, and none is lost. */
export function ConflictNotice({ autosave, mine, onTheirs }: { autosave: Autosave; mine: string; onTheirs: (text: string) => void }) {
  const { t: e } = useTranslation('editor');
  const [isOpen, setOpen] = useState(false);
  const conflict = autosave.conflict;
  if (conflict === null) {
    return null;
  }
  const theirs = conflict.text;
  return (
    <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={e(theirs === null ? 'conflictGone' : 'conflict')} role="alert">
      <Text size="sm">{e('conflictText')}</Text>
      {isOpen && theirs !== null && <Differences before={theirs} after={mine} />}
      <Group gap="xs" mt="xs">
        {theirs !== null && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(!isOpen)}>
            {e('compare')}
          </Button>
        )}
        <Button size="compact-sm" onClick={() => autosave.resolve()}>
          {e('mine')}
        </Button>
        {theirs !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              autosave.resolve();
              onTheirs(theirs);
            }}
          >
            {e('theirs')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** This browser has what the server never got. */
export function RecoverNotice({ kept, now, onUse, onDrop }: { kept: Backup; now: string; onUse: () => void; onDrop: () => void }) {
  const { t: e } = useTranslation('editor');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  return (
    <Alert color="nando" variant="outline" icon={<Icon name="wait" />} title={e('recover')}>
      <Text size="sm">{e('recoverText', { time: formats.instant(kept.writtenAt) })}</Text>
      {isOpen && <Differences before={now} after={kept.text} />}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={() => setOpen(!isOpen)}>
          {e('compare')}
        </Button>
        <Button size="compact-sm" onClick={onUse}>
          {e('recoverUse')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDrop}>
          {e('recoverDrop')}
        </Button>
      </Group>
    </Alert>
  );
}
