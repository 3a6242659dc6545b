import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Chart, FigureTable } from '../charts/Chart';
import { linesOption } from '../charts/options';
import type { Palette } from '../charts/palette';
import { Empty } from '../parts/Empty';
import { Sheet } from '../parts/Sheet';
import { useFormats } from '../parts/words';
import { Counts } from './Counts';
import { cappedOf, daysOf, lineOf, sidesOf, signed, triedOf, type Sides } from './figures';
import { LineMonths } from './LineMonths';
import { useNames } from './names';
import { Samples } from './Samples';
import type { Job } from './server';

/** What would have gone out in the days that passed again: of the drafts beside what is live. */
export function Result({ id, job, text }: { id: string; job: Job; text: string }) {
  const { t } = useTranslation('trial');
  const of = useMemo(() => sidesOf(job.results), [job.results]);
  const [scope, setScope] = useState<'one' | 'all'>('one');
  const names = useNames(id, text, journeysIn(job.results, scope === 'one' ? id : null));
  const isNothing = triedOf(of).every(side => of[side]!.sent === 0);
  return (
    <>
      <Summary job={job} of={of} />
      {isNothing ? (
        <Sheet>
          <Empty icon="mail" title={t('nothing')}>
            {t('nothingHint')}
          </Empty>
        </Sheet>
      ) : (
        <Sheet>
          <PerDay job={job} of={of} />
        </Sheet>
      )}
      <Group>
        <SegmentedControl aria-label={t('scope')} value={scope} onChange={value => setScope(value === 'all' ? 'all' : 'one')} data={(['one', 'all'] as const).map(value => ({ value, label: t(`scopes.${value}`) }))} />
      </Group>
      <Counts of={of} names={names} journey={scope === 'one' ? id : null} />
      <LineMonths of={of} />
      {!isNothing && <Samples of={of} names={names} />}
    </>
  );
}

/** Whose names are needed: samples tell of all journeys. */
function journeysIn(results: readonly Schemas['BackTestItem'][], one: string | null): string[] {
  const sampled = results.flatMap(r => r.samples.flatMap(s => s.messages.map(m => m.journey)));
  return [...(one === null ? results.flatMap(r => [...r.perStep, ...r.unsent].map(s => s.journey)) : [one]), ...sampled];
}

function Summary({ job, of }: { job: Job; of: Sides }) {
  const { t } = useTranslation('trial');
  const formats = useFormats();
  const tried = triedOf(of);
  const figures = [
    ['customers', item => item.customers],
    ['orders', item => item.orders],
    ['enrollments', item => item.enrollments],
    ['sent', item => item.sent],
    ['line', lineOf],
    ['capped', cappedOf],
  ] as const satisfies readonly (readonly [string, (item: Schemas['BackTestItem']) => number])[];
  const rows = figures.map(([name, figure]) => {
    const values = tried.map(side => figure(of[side]!));
    return [t(`figures.${name}`), ...values.map(formats.count), ...(values.length === 2 ? [signed(values[0]! - values[1]!, formats.count)] : [])];
  });
  return (
    <Sheet title={t('result')} lead={t('period', { from: formats.day(job.from), until: formats.day(job.until) })}>
      <FigureTable title={t('result')} table={{ columns: [t('figure'), ...tried.map(side => t(`side.${side}`)), ...(tried.length === 2 ? [t('difference')] : [])], rows }} />
    </Sheet>
  );
}

function PerDay({ job, of }: { job: Job; of: Sides }) {
  const { t } = useTranslation('trial');
  const formats = useFormats();
  const tried = triedOf(of);
  const series = useMemo(() => triedOf(of).map(side => ({ side, ...daysOf(of[side]!, job.from, job.until) })), [of, job.from, job.until]);
  const days = series[0]!.days;
  const option = useCallback(
    (palette: Palette) =>
      linesOption(
        palette,
        series[0]!.days.map(formats.shortDay),
        series.map(each => ({ name: t(`side.${each.side}`), values: each.counts, isDashed: each.side === 'published' && series.length > 1, isFilled: series.length === 1 || each.side === 'drafts' })),
        formats.count,
      ),
    [series, formats, t],
  );
  return (
    <Stack gap="xs">
      <Chart
        title={t('perDay')}
        unit={t('perDayUnit')}
        source={t('source')}
        option={option}
        table={{ columns: [t('day'), ...tried.map(side => t(`side.${side}`))], rows: days.map((day, at) => [formats.day(day), ...series.map(each => formats.count(each.counts[at]!))]) }}
      />
      {tried.length === 2 && series[0]!.counts.every((count, at) => count === series[1]!.counts[at]) && <Text size="sm">{t('same')}</Text>}
    </Stack>
  );
}
