import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { shopQuery } from '../api/queries';
import { Chart, FigureTable } from '../charts/Chart';
import { linesOption } from '../charts/options';
import type { Palette } from '../charts/palette';
import { useFormats } from '../parts/words';
import { useArmName } from './arms';
import { differenceText, isMoney, metricText, pText } from './figures';
import classes from './results.module.css';

type Body = Schemas['ExperimentBody'];

const unknown = '–';

/** The figures behind a verdict, folded away: the words say what may be said. */
export function Behind({ body }: { body: Body }) {
  const { t } = useTranslation('results');
  if (body.arms.length === 0) {
    return null;
  }
  return (
    <details className={classes.behind}>
      <summary>{t('experiments.numbers')}</summary>
      <Stack gap="md" mt="sm">
        <Arms body={body} />
        {body.comparisons.length > 0 && <Comparisons body={body} />}
        {new Set(body.weeks.map(w => w.from)).size > 1 && <Weeks body={body} />}
      </Stack>
    </details>
  );
}

function useMetric(body: Body) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const currency = useQuery(shopQuery).data?.currency ?? 'JPY';
  const { metric } = body.experiment;
  return {
    value: (value: number) => metricText(metric, value, currency, formats),
    difference: (value: number) => differenceText(metric, value, currency, formats, points => t('point', { value: points })),
  };
}

function Arms({ body }: { body: Body }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const arm = useArmName();
  const { value } = useMetric(body);
  const rate = (of: Schemas['RateItem']) => `${formats.share(of.rate)}（${formats.count(of.hits)}/${formats.count(of.customers)}）`;
  const columns = ['arm', 'entered', 'complete', 'metric', 'interval', 'buyers', 'orders', 'revenue', 'clicked', 'unsubscribed', 'complained'] as const;
  return (
    <section>
      <Title order={3}>{t('experiments.arms')}</Title>
      <FigureTable
        title={t('experiments.arms')}
        table={{
          columns: columns.map(c => (c === 'metric' ? t(`metrics.${body.experiment.metric}`) : t(`armColumns.${c}`))),
          rows: body.arms.map(a => [
            arm(a.id, body.experiment.arms),
            formats.count(a.entered),
            formats.count(a.complete),
            a.complete === 0 ? unknown : value(a.mean),
            a.interval === null ? unknown : `${value(a.interval.low)}〜${value(a.interval.high)}`,
            rate(a.buyers),
            formats.count(a.orders),
            formats.money(a.revenue),
            rate(a.clicked),
            rate(a.unsubscribed),
            rate(a.complained),
          ]),
        }}
      />
    </section>
  );
}

function Comparisons({ body }: { body: Body }) {
  const { t } = useTranslation('results');
  const arm = useArmName();
  const { difference } = useMetric(body);
  const interval = (of: Schemas['IntervalItem'] | null) => (of === null ? unknown : `${difference(of.low)}〜${difference(of.high)}`);
  const columns = ['pair', 'difference', 'interval', 'always', 'p', 'classic'] as const;
  return (
    <section>
      <Title order={3}>{t('experiments.comparisons')}</Title>
      <FigureTable
        title={t('experiments.comparisons')}
        table={{
          columns: columns.map(c => t(`comparisonColumns.${c}`)),
          rows: body.comparisons.map(c => [
            t('pair', { arm: arm(c.armId, body.experiment.arms), base: arm(c.baseId, body.experiment.arms) }),
            c.interval === null ? unknown : difference(c.difference), // of nobody there is none
            interval(c.interval),
            interval(c.alwaysInterval),
            pText(c.pValue),
            pText(c.classicPValue),
          ]),
        }}
      />
    </section>
  );
}

function Weeks({ body }: { body: Body }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const arm = useArmName();
  const { value } = useMetric(body);
  const metric = t(`metrics.${body.experiment.metric}`);
  const weeks = [...new Set(body.weeks.map(w => w.from))].sort();
  const arms = body.arms.map(a => a.id);
  const at = (week: string, of: string) => body.weeks.find(w => w.from === week && w.armId === of)?.mean ?? null;
  const option = useCallback((palette: Palette) => linesOption(palette, weeks.map(formats.shortDay), arms.map(id => ({ name: arm(id, body.experiment.arms), values: weeks.map(week => at(week, id)) })), value), [body, formats]);
  return (
    <Chart
      title={t('experiments.weeks', { metric })}
      unit={isMoney(body.experiment.metric) ? t('experiments.money') : t('experiments.share')}
      source={t('experiments.source', { time: formats.instant(body.at) })}
      option={option}
      table={{
        columns: [t('period'), ...arms.map(id => arm(id, body.experiment.arms))],
        rows: weeks.map(week => [
          formats.day(week),
          ...arms.map(id => {
            const mean = at(week, id);
            return mean === null ? unknown : value(mean);
          }),
        ]),
      }}
    />
  );
}
