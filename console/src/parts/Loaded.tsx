import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './Problem';

/** What a query has brought; until then a sketch of it, and what went wrong when it brought nothing. What was there before stays. */
export function Loaded<T>({ query, children, rows = 4 }: { query: UseQueryResult<T>; children: (data: T) => ReactNode; rows?: number }) {
  const { t } = useTranslation();
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  if (query.isError) {
    return <Problem error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={18} width={`${96 - ((row * 17) % 40)}%`} radius="sm" />
      ))}
    </Stack>
  );
}
