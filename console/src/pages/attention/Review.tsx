import { Button, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../../api/client';
import { Problem } from '../../parts/Problem';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import classes from '../../parts/parts.module.css';

/** Webhooks that nobody could read; each can be processed again once its cause is mended. */
export function Review({ items, hasMore }: { items: readonly Schemas['ReviewItem'][]; hasMore: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: (id: string) => done(api.POST('/api/review/{id}/replay', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['review'] }),
  });
  return (
    <Sheet title={t('attention.review')} lead={t('attention.reviewText')} flush>
      {replay.isError && (
        <div style={{ padding: '0 20px' }}>
          <Problem error={replay.error} />
        </div>
      )}
      <Table.ScrollContainer minWidth={640}>
        <Table className={classes.table} aria-label={t('attention.review')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('attention.columns.received')}</Table.Th>
              <Table.Th>{t('attention.columns.source')}</Table.Th>
              <Table.Th>{t('attention.columns.reason')}</Table.Th>
              <Table.Th>{t('attention.columns.act')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(item => (
              <Table.Tr key={item.id}>
                <Table.Td className={classes.nowrap}>{formats.instant(item.receivedAt)}</Table.Td>
                <Table.Td>{item.sourceId}</Table.Td>
                <Table.Td>{item.reason ?? t('common.unknown')}</Table.Td>
                <Table.Td>
                  <Button variant="default" size="xs" loading={replay.isPending && replay.variables === item.id} onClick={() => replay.mutate(item.id)}>
                    {t('attention.replay')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasMore && (
        <Text size="sm" c="dimmed" px={20} pb="md">
          {t('attention.more')}
        </Text>
      )}
    </Sheet>
  );
}
