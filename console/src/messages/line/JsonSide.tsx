import { Button, Group, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../messages.module.css';
import { jsonOf, withJson, type NewWords } from './actions';

/** JSON that somebody has begun and that cannot be read yet. */
export interface Unfinished {
  json: string;
  /** The message's file as it was then. */
  of: string;
}

/** The same messages as JSON, as LINE's own tools show and give them. What is whole goes into the text at once; what is broken is kept by
 *  whoever shows this, until it is whole or given up, also while another side is shown. */
export function JsonSide({ text, words, unfinished, onReplace, onUnfinished }: { text: string; words: NewWords; unfinished: Unfinished | null; onReplace: (text: string) => void; onUnfinished: (left: Unfinished | null) => void }) {
  const { t } = useTranslation('messages');
  const shown = jsonOf(text) ?? '';
  const [whole, setWhole] = useState(shown); // as it is typed, with its own spaces
  const written = unfinished?.json ?? whole;
  useEffect(() => {
    setWhole(now => (withJson(text, now, words) === text ? now : shown)); // the text has changed elsewhere
  }, [text]);
  const write = (json: string) => {
    const next = withJson(text, json, words);
    if (next === null) {
      onUnfinished({ json, of: unfinished?.of ?? text });
      return;
    }
    onUnfinished(null);
    setWhole(json);
    if (next !== text) {
      onReplace(next);
    }
  };
  const giveUp = () => {
    onUnfinished(null);
    setWhole(shown);
  };
  return (
    <>
      <Textarea className={classes.json} aria-label={t('line.json')} autosize minRows={16} maxRows={30} value={written} error={unfinished === null ? null : t('line.jsonBroken')} spellCheck={false} onChange={event => write(event.currentTarget.value)} />
      {unfinished !== null && unfinished.of !== text && (
        <Text size="sm" role="status">
          {t('line.jsonOlder')}
        </Text>
      )}
      <Group justify="space-between">
        <Text size="xs" c="dimmed" maw={460}>
          {t('line.jsonHint')}
        </Text>
        {unfinished !== null && (
          <Button variant="default" size="compact-sm" onClick={giveUp}>
            {t('line.jsonBack')}
          </Button>
        )}
      </Group>
    </>
  );
}
