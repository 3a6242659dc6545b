import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../charts/Chart';
import { linesOption } from '../charts/options';
import type { Palette } from '../charts/palette';
import { addDays } from '../format/format';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats, useLocale, useSay } from '../parts/words';
import type { Schemas } from '../api/client';
import { cellText, minorOf, tableOf } from './figures';
import { figuresOf, ReportFigures } from './ReportFigures';
import { reportQuery, type ReportTable } from './server';

/** Whole months before this one. */
const monthsBack = 12;

/** How often customers come back, and what they bring, by the month of their first order. */
export function Cohorts({ today }: { today: string }) {
  const { t } = useTranslation('results');
  const from = firstMonth(today);
  const cohorts = useQuery(reportQuery('cohorts', { from }));
  const second = useQuery(reportQuery('second-purchase', { from }));
  return (
    <Stack gap={20}>
      <Loaded query={cohorts} rows={8}>
        {report => {
          const tables = ['cohort-repeat', 'cohort-ltv'].flatMap(id => tableOf(report.tables, id) ?? []);
          return tables.every(isEmpty) ? (
            <Sheet>
              <Empty icon="people" title={t('cohorts.none')}>
                {t('cohorts.noneHint')}
              </Empty>
            </Sheet>
          ) : (
            tables.map(table => (
              <Sheet key={table.id}>
                <Curves table={table} source={report.source} currency={report.currency} />
              </Sheet>
            ))
          );
        }}
      </Loaded>
      <Loaded query={second}>
        {report =>
          report.tables.filter(table => table.rows.length > 1 && !isEmpty(table)).map(table => (
            <Sheet key={table.id} title={t('cohorts.second')}>
              <ReportFigures table={{ ...table, rows: table.rows.map(row => row.map(cell => (cell.text?.en === 'all' ? { ...cell, text: { ja: t('cohorts.all'), en: t('cohorts.all') } } : cell))) }} currency={report.currency} />
            </Sheet>
          ))
        }
      </Loaded>
    </Stack>
  );
}

/** Every month has a row, also one in which nobody came. */
function isEmpty(table: ReportTable): boolean {
  return table.rows.every(row => (row[1]?.number ?? 0) === 0);
}

function firstMonth(today: string): string {
  let first = `${today.slice(0, 7)}-01`;
  for (let month = 1; month < monthsBack; month++) {
    first = `${addDays(first, -1).slice(0, 7)}-01`;
  }
  return first;
}

function Curves({ table, source, currency }: { table: ReportTable; source: Schemas['LocalText']; currency: string }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const locale = useLocale();
  const say = useSay();
  const isShare = table.columns[2]?.unit === 'share';
  const option = useCallback(
    (palette: Palette) =>
      linesOption(
        palette,
        table.columns.slice(2).map(c => say(c.title)),
        table.rows.filter(row => row.slice(2).some(cell => cell.number !== null)).map(row => ({ name: cellText(row[0]!, 'text', currency, formats, say), values: row.slice(2).map(cell => cell.number) })),
        value => (isShare ? formats.share(value) : formats.money(minorOf(value, currency))),
      ),
    [table, currency, formats, isShare],
  );
  return <Chart title={say(table.title)} unit={isShare ? t('cohorts.unit.share') : t('cohorts.unit.amount', { currency: locale === 'ja' && currency === 'JPY' ? '円' : currency })} source={`${say(source)}`} option={option} table={figuresOf(table, currency, formats, say)} height={340} />;
}
