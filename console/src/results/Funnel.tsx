import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { barsOption } from '../charts/bars';
import { Chart, FigureTable } from '../charts/Chart';
import type { Palette } from '../charts/palette';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats, useReason, useSay } from '../parts/words';
import { useNames, type Names } from '../trial/names';
import { cellText, columnOf, numberAt, tableOf, textAt } from './figures';
import { firstOf, Period, type PeriodName } from './Period';
import { reportQuery, type ReportTable } from './server';

type Row = ReportTable['rows'][number];

const stages = ['due', 'sent', 'clicked', 'answered'] as const;
const rowHeight = 64;

/** What became of each step's messages, version by version. */
export function Funnel({ today }: { today: string }) {
  const { t } = useTranslation('results');
  const [period, setPeriod] = useState<PeriodName>('month');
  const query = useQuery(reportQuery('funnel', { from: firstOf(period, today) }));
  return (
    <Stack gap={20}>
      <Group>
        <Period value={period} onChange={setPeriod} />
      </Group>
      <Loaded query={query} rows={8}>
        {report => {
          const table = tableOf(report.tables, 'step-funnel');
          return table === undefined || table.rows.length === 0 ? (
            <Sheet>
              <Empty icon="ledger" title={t('funnel.none')}>
                {t('funnel.noneHint')}
              </Empty>
            </Sheet>
          ) : (
            <OfJourneys key={period} table={table} reasons={tableOf(report.tables, 'step-reasons')} source={report.source} currency={report.currency} />
          );
        }}
      </Loaded>
    </Stack>
  );
}

function OfJourneys({ table, reasons, source, currency }: { table: ReportTable; reasons: ReportTable | undefined; source: Schemas['LocalText']; currency: string }) {
  const { t } = useTranslation('results');
  const say = useSay();
  const journeys = [...new Set(table.rows.map(row => textAt(table, row, 'journey')))];
  const [chosen, choose] = useState(journeys[0]!);
  const names = useNames('', '', journeys);
  const inOrder = (of: ReportTable) => of.rows.filter(row => textAt(of, row, 'journey') === chosen).sort((a, b) => numberAt(of, a, 'version') - numberAt(of, b, 'version') || placeOf(names, of, a) - placeOf(names, of, b));
  const rows = inOrder(table);
  return (
    <>
      <NativeSelect label={t('funnel.journey')} value={chosen} onChange={event => choose(event.currentTarget.value)} data={journeys.map(id => ({ value: id, label: names.journey(id) }))} maw={360} />
      <Sheet>
        <Bars table={table} rows={rows} names={names} title={t('funnel.title', { name: names.journey(chosen) })} source={say(source)} currency={currency} />
        <Text size="sm" mt="sm">
          {t('funnel.note')}
        </Text>
      </Sheet>
      {reasons !== undefined && <Reasons table={reasons} rows={inOrder(reasons)} names={names} />}
    </>
  );
}

function placeOf(names: Names, table: ReportTable, row: Row): number {
  return Math.min(names.place(textAt(table, row, 'journey'), textAt(table, row, 'step')), Number.MAX_SAFE_INTEGER);
}

function useStepWords(table: ReportTable, names: Names): (row: Row) => string {
  const { t } = useTranslation('results');
  return row => {
    const step = names.step(textAt(table, row, 'journey'), textAt(table, row, 'step'));
    const version = row[columnOf(table, 'version')]?.number ?? null; // not known where the enrollment is gone
    return version === null ? t('funnel.stepOfNone', { step }) : t('funnel.step', { version, step });
  };
}

function Bars({ table, rows, names, title, source, currency }: { table: ReportTable; rows: readonly Row[]; names: Names; title: string; source: string; currency: string }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const say = useSay();
  const words = useStepWords(table, names);
  const places = rows.map(words);
  const shown = places.join('\n');
  const option = useCallback(
    (palette: Palette) => barsOption(palette, places, stages.map(stage => ({ name: say(table.columns[columnOf(table, stage)]!.title), values: rows.map(row => numberAt(table, row, stage)) })), formats.count),
    [table, shown, formats],
  );
  const columns = table.columns.slice(columnOf(table, 'due'));
  return (
    <Chart
      title={title}
      unit={t('funnel.unit')}
      source={source}
      option={option}
      height={60 + rows.length * rowHeight}
      table={{
        columns: [say(table.columns[columnOf(table, 'step')]!.title), ...columns.map(c => say(c.title))],
        rows: rows.map(row => [words(row), ...columns.map(c => cellText(row[columnOf(table, c.id)]!, c.unit, currency, formats, say))]),
      }}
    />
  );
}

function Reasons({ table, rows, names }: { table: ReportTable; rows: readonly Row[]; names: Names }) {
  const { t } = useTranslation('results');
  const say = useSay();
  const formats = useFormats();
  const reason = useReason();
  const words = useStepWords(table, names);
  if (rows.length === 0) {
    return null;
  }
  return (
    <Sheet title={t('funnel.reasons')}>
      <FigureTable
        title={t('funnel.reasons')}
        words={2}
        table={{ columns: (['step', 'reason', 'count'] as const).map(id => say(table.columns[columnOf(table, id)]!.title)), rows: rows.map(row => [words(row), reason(textAt(table, row, 'reason')), formats.count(numberAt(table, row, 'count'))]) }}
      />
    </Sheet>
  );
}
