import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { quotaQuery } from '../api/queries';
import { FigureTable } from '../charts/Chart';
import { Sheet } from '../parts/Sheet';
import { useFormats } from '../parts/words';
import { beside, triedOf, type Sides } from './figures';

/** Messages by LINE of each month beside what the contract allows. */
export function LineMonths({ of }: { of: Sides }) {
  const { t } = useTranslation('trial');
  const formats = useFormats();
  const limit = useQuery(quotaQuery).data?.limit ?? null;
  const tried = triedOf(of);
  const months = beside(of, item => item.linePerMonth, m => m.month);
  if (months.length === 0) {
    return null;
  }
  const beyond = (side: (typeof tried)[number]) => (limit === null ? [] : months.filter(m => m.counts[side] > limit).map(m => formats.month(m.row.month)));
  return (
    <Sheet title={t('line')}>
      <Stack gap="xs">
        <FigureTable title={t('line')} table={{ columns: [t('columns.month'), ...tried.map(side => t(`side.${side}`))], rows: months.map(({ row, counts }) => [formats.month(row.month), ...tried.map(side => formats.count(counts[side]))]) }} />
        {limit !== null && <Text size="sm">{t('lineLimit', { limit })}</Text>}
        {tried.map(side => beyond(side).length > 0 && <Text key={side} fw={600}>{t(side === 'drafts' ? 'lineOver' : 'lineOverLive', { months: beyond(side).join('、') })}</Text>)}
      </Stack>
    </Sheet>
  );
}
