import { Button, Group, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../messages.module.css';
import { jsonOf, withJson, type NewWords } from './actions';

/** The same messages as JSON, as LINE's own tools show and give them. What is whole goes into the text at once; what is broken waits here. */
export function JsonSide({ text, words, onReplace }: { text: string; words: NewWords; onReplace: (text: string) => void }) {
  const { t } = useTranslation('messages');
  const shown = jsonOf(text) ?? '';
  const [written, setWritten] = useState(shown);
  const next = withJson(text, written, words);
  const isBroken = next === null;
  useEffect(() => {
    setWritten(now => (withJson(text, now, words) === text ? now : shown)); // the text has changed elsewhere
  }, [text]);
  const write = (json: string) => {
    setWritten(json);
    const written = withJson(text, json, words);
    if (written !== null && written !== text) {
      onReplace(written);
    }
  };
  return (
    <>
      <Textarea className={classes.json} aria-label={t('line.json')} autosize minRows={16} maxRows={30} value={written} error={isBroken ? t('line.jsonBroken') : null} spellCheck={false} onChange={event => write(event.currentTarget.value)} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed" maw={460}>
          {t('line.jsonHint')}
        </Text>
        {isBroken && (
          <Button variant="default" size="compact-sm" onClick={() => setWritten(shown)}>
            {t('line.jsonBack')}
          </Button>
        )}
      </Group>
    </>
  );
}
