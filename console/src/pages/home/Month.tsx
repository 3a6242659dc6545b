import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { shopQuery } from '../../api/queries';
import { Loaded } from '../../parts/Loaded';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import { repeatRate, salesOf, spansOf, type Sales, type Span } from './month';

const halfHour = 30 * 60_000;

const salesQuery = ({ from, to }: Span) => ({
  queryKey: ['reports', 'sales', from, to],
  queryFn: ({ signal }: { signal: AbortSignal }) => bodyOf(api.GET('/api/reports/{name}', { params: { path: { name: 'sales' }, query: { from, to } }, signal })),
  staleTime: halfHour,
});

/** What came in this month, beside the same days of the month before. */
export function Month() {
  const { t } = useTranslation();
  const shop = useQuery(shopQuery);
  return (
    <Sheet title={t('home.month.title')} lead={t('home.month.lead')}>
      <Loaded query={shop}>{({ today, currency }) => <Compared today={today} currency={currency} />}</Loaded>
    </Sheet>
  );
}

function Compared({ today, currency }: { today: string; currency: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const spans = spansOf(today);
  const [now, before] = [useQuery(salesQuery(spans.now)), useQuery(salesQuery(spans.before))];
  const money = (amount: number) => formats.money({ amount: minor(amount, currency), currency });
  const share = (sales: Sales) => {
    const rate = repeatRate(sales);
    return rate === null ? t('common.none') : formats.share(rate);
  };
  return (
    <Loaded query={now}>
      {thisMonth => (
        <Loaded query={before}>
          {lastMonth => {
            const [a, b] = [salesOf(thisMonth), salesOf(lastMonth)];
            return a === null || b === null ? (
              <Text c="dimmed">{t('home.month.none')}</Text>
            ) : (
              <Group gap="xl" align="flex-start">
                <Figure name={t('home.month.revenue')} value={money(a.revenue)} before={t('home.month.before', { value: money(b.revenue) })} change={b.revenue === 0 ? null : t('home.month.share', { share: formats.share(a.revenue / b.revenue) })} />
                <Figure name={t('home.month.repeat')} value={share(a)} before={t('home.month.before', { value: share(b) })} change={t('home.month.repeatText', { repeat: a.repeatBuyers, buyers: a.buyers })} />
              </Group>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

/** Reports are in major units. */
function minor(amount: number, currency: string): number {
  return Math.round(amount * 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0));
}

function Figure({ name, value, before, change }: { name: string; value: string; before: string; change: string | null }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={26} fw={650} lh={1.3}>
        {value}
      </Text>
      <Text size="sm">{before}</Text>
      {change !== null && (
        <Text size="xs" c="dimmed">
          {change}
        </Text>
      )}
    </div>
  );
}
