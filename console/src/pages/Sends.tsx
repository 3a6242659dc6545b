import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayQuery, shopQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { addDays } from '../format/format';
import { Icon } from '../parts/Icon';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats } from '../parts/words';
import { SendList } from './sends/SendList';

const route = getRouteApi('/sends');
const states: readonly Schemas['SendState'][] = ['planned', 'claimed', 'sent', 'withheld', 'failed', 'expired', 'held'];

export function Sends() {
  const { t } = useTranslation();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const { data: shop } = useQuery(shopQuery);
  const show = (day: string | undefined) => void navigate({ search: ({ day: _, ...rest }) => (day ? { ...rest, day } : rest) });
  const from = filter.day ?? shop?.today;
  const isFiltered = filter.day !== undefined || filter.state !== undefined;
  return (
    <PageFrame title={t('sends.title')} lead={t('sends.lead')}>
      <Sheet flush>
        <Group px={20} pb={10} gap="sm" align="flex-end">
          <Group gap={6} align="flex-end" wrap="nowrap">
            <ActionIcon variant="default" size={36} aria-label={t('sends.previousDay')} onClick={() => from && show(addDays(from, -1))}>
              <Icon name="left" size={18} />
            </ActionIcon>
            <TextInput type="date" label={t('sends.day')} value={filter.day ?? ''} onChange={event => show(event.currentTarget.value)} w={170} />
            <ActionIcon variant="default" size={36} aria-label={t('sends.nextDay')} onClick={() => from && show(addDays(from, 1))}>
              <Icon name="right" size={18} />
            </ActionIcon>
          </Group>
          <Button variant="default" onClick={() => show(shop?.today)} disabled={shop === undefined}>
            {t('sends.today')}
          </Button>
          <Select
            label={t('sends.state')}
            placeholder={t('sends.anyState')}
            data={states.map(s => ({ value: s, label: t(`sendState.${s}`) }))}
            value={filter.state ?? null}
            onChange={state => void navigate({ search: ({ state: _, ...rest }) => (state === null ? rest : { ...rest, state: state as Schemas['SendState'] }) })}
            clearable
            clearButtonProps={{ 'aria-label': t('sends.anyState') }}
            w={190}
          />
          {filter.day ? <Summary day={filter.day} /> : <Text size="sm" c="dimmed" pb={8}>{t('sends.anyDay')}</Text>}
        </Group>
        <SendList filter={filter} empty={isFiltered ? { title: t('sends.emptyFilter'), hint: t('sends.emptyFilterHint') } : { title: t('sends.empty'), hint: t('sends.emptyHint') }} />
      </Sheet>
    </PageFrame>
  );
}

function Summary({ day }: { day: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery(dayQuery(day));
  return (
    <Text size="sm" c="dimmed" pb={8}>
      {formats.day(day)}
      {data && `　${t('sends.summary', { due: data.due, settled: data.settled })}`}
    </Text>
  );
}
