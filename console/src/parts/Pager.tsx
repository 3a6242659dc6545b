import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';
import classes from './parts.module.css';

/** Which page of a list is shown: lists lead on to the next page only, so the way back is remembered. */
export interface Paging {
  cursor: string | null;
  page: number;
  next: (cursor: string) => void;
  previous: () => void;
}

/** @param listed What is listed: another list begins at its first page. */
export function usePaging(listed: unknown): Paging {
  const key = JSON.stringify(listed);
  const [trail, setTrail] = useState<{ key: string; cursors: string[] }>({ key, cursors: [] });
  const cursors = trail.key === key ? trail.cursors : [];
  return {
    cursor: cursors.at(-1) ?? null,
    page: cursors.length + 1,
    next: cursor => setTrail({ key, cursors: [...cursors, cursor] }),
    previous: () => setTrail({ key, cursors: cursors.slice(0, -1) }),
  };
}

export function Pager({ paging, next, busy }: { paging: Paging; next: string | null; busy: boolean }) {
  const { t } = useTranslation();
  if (paging.page === 1 && next === null) {
    return null;
  }
  return (
    <Group justify="space-between" className={classes.foot}>
      <Button variant="default" size="sm" leftSection={<Icon name="left" size={16} />} disabled={paging.page === 1} onClick={paging.previous}>
        {t('common.previous')}
      </Button>
      <Text size="sm" c="dimmed" aria-live="polite">
        {t('common.page', { page: paging.page })}
      </Text>
      <Button variant="default" size="sm" rightSection={<Icon name="right" size={16} />} disabled={next === null} loading={busy} onClick={() => next !== null && paging.next(next)}>
        {t('common.next')}
      </Button>
    </Group>
  );
}
