import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import parts from '../parts/parts.module.css';
import classes from './editor.module.css';
import { diffOf, excerptOf } from './text/diff';

/** Two texts and what is different, line by line. */
export function Differences({ before, after }: { before: string; after: string }) {
  const { t: e } = useTranslation('editor');
  const lines = useMemo(() => excerptOf(diffOf(before, after)), [before, after]);
  return lines.every(line => line === null || line.side === 'both') ? (
    <Text c="dimmed">{e('differencesNone')}</Text>
  ) : (
    <ul className={classes.diff} lang="ja" tabIndex={0} aria-label={e('differences')}>
      {lines.map((line, at) =>
        line === null ? (
          <li key={at} className={classes.skipped}>
            …
          </li>
        ) : (
          <li key={at} data-side={line.side}>
            {line.side !== 'both' && <span className={parts.hidden}>{e(line.side === 'before' ? 'removedLine' : 'addedLine', { text: '' })}</span>}
            {line.text}
          </li>
        ),
      )}
    </ul>
  );
}
