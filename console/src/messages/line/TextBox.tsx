import { Text, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Insert } from '../Insert';
import classes from '../messages.module.css';
import { fixedText, lengthOf } from './limits';

/** A text of a message with its limit, into which merge fields and emoji are put at the cursor. An empty one is not written: LINE refuses it. */
export function TextBox({ label, value, max, unit, lines = false, withInsert = true, onWrite }: { label: string; value: string; max: number; unit: 'units' | 'characters'; lines?: boolean; withInsert?: boolean; onWrite: (text: string) => void }) {
  const { t } = useTranslation('messages');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const length = lengthOf(fixedText(value), unit);
  const isTooLong = length > max;
  const insert = (piece: string) => {
    const { selectionStart: from, selectionEnd: to } = field.current ?? { selectionStart: value.length, selectionEnd: value.length };
    const start = from ?? value.length;
    onWrite(value.slice(0, start) + piece + value.slice(to ?? start));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(start + piece.length, start + piece.length);
    });
  };
  const props = { ref: field, label, value, lang: 'ja', error: value.trim() === '' ? t('line.empty') : isTooLong };
  return (
    <div>
      {lines ? <Textarea {...props} autosize minRows={2} maxRows={14} onChange={event => onWrite(event.currentTarget.value)} /> : <TextInput {...props} onChange={event => onWrite(event.currentTarget.value)} />}
      <div className={classes.counts}>
        {withInsert ? <Insert parts={lines} onInsert={insert} /> : <span />}
        <Text size="xs" c={isTooLong ? 'shu' : 'dimmed'} role={isTooLong ? 'alert' : undefined}>
          {t('line.length', { length, max })}
        </Text>
      </div>
    </div>
  );
}
