import './texts';
import { Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shopQuery } from '../api/queries';
import { addDays } from '../format/format';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats } from '../parts/words';
import { Matrix } from './Matrix';
import { movesOfReport } from './moves';
import { migrationQuery } from './server';

const daysBack = 30;

/** Where customers stood at the end of one day, and where at the end of another. */
export function Migration({ model }: { model: string }) {
  return <Loaded query={useQuery(shopQuery)}>{({ today }) => <Between model={model} today={today} />}</Loaded>;
}

function Between({ model, today }: { model: string; today: string }) {
  const { t } = useTranslation('ranks');
  const formats = useFormats();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const begin = from ?? addDays(today, -daysBack);
  const end = to ?? today;
  const query = useQuery(migrationQuery(model, begin, end));
  const table = query.data?.reports[0]?.tables.find(each => each.id === 'rank-migration');
  return (
    <Sheet title={t('migration')} lead={begin <= end ? t('migrationLead', { from: formats.day(begin), to: formats.day(end) }) : t('migrationWrong')}>
      <Group mb="md">
        <TextInput type="date" label={t('from')} value={begin} max={end} onChange={event => setFrom(event.currentTarget.value || null)} />
        <TextInput type="date" label={t('to')} value={end} max={today} onChange={event => setTo(event.currentTarget.value || null)} />
      </Group>
      <Loaded query={query} rows={6}>
        {() => (table === undefined ? null : <Matrix moves={movesOfReport(table)} label={t('migration')} />)}
      </Loaded>
      <Text size="xs" c="dimmed" mt="sm">
        {t('source')}
      </Text>
    </Sheet>
  );
}
