import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Chart } from '../charts/Chart';
import { sankeyOption } from '../charts/sankey';
import type { Palette } from '../charts/palette';
import { addDays } from '../format/format';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { flowsOf, tableOf } from './figures';
import { figuresOf, ReportFigures } from './ReportFigures';
import { reportQuery, type ReportTable } from './server';

const daysBack = 90;

/** From which rank to which customers went between two days. */
export function Migration({ today }: { today: string }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const [{ from, to }, setDays] = useState({ from: addDays(today, -daysBack), to: today });
  const isFit = from !== '' && to !== '' && from < to && to <= today;
  const query = useQuery({ ...reportQuery('rank-migration', { from, to }), enabled: isFit });
  return (
    <Stack gap={20}>
      <Group align="flex-start">
        <TextInput type="date" label={t('ranks.from')} value={from} max={to} onChange={event => setDays({ from: event.currentTarget.value, to })} />
        <TextInput type="date" label={t('ranks.to')} value={to} max={today} onChange={event => setDays({ from, to: event.currentTarget.value })} error={isFit ? null : t('ranks.wrong')} />
      </Group>
      {isFit && (
        <Loaded query={query} rows={8}>
          {report => {
            const matrix = tableOf(report.tables, 'rank-migration');
            const months = tableOf(report.tables, 'rank-moves-by-month');
            return matrix === undefined || flowsOf(matrix).length === 0 ? (
              <Sheet>
                <Empty icon="ranks" title={t('ranks.none')}>
                  {t('ranks.noneHint')}
                </Empty>
              </Sheet>
            ) : (
              <>
                <Sheet>
                  <Flows matrix={matrix} source={report.source} />
                  <Text size="sm" mt="xs">
                    {t('ranks.title', { from: formats.day(report.from), to: formats.day(report.to) })}
                  </Text>
                </Sheet>
                {months !== undefined && months.rows.length > 0 && (
                  <Sheet title={t('ranks.months')}>
                    <ReportFigures table={months} currency={report.currency} />
                  </Sheet>
                )}
              </>
            );
          }}
        </Loaded>
      )}
    </Stack>
  );
}

function Flows({ matrix, source }: { matrix: ReportTable; source: Schemas['LocalText'] }) {
  const { t } = useTranslation('results');
  const formats = useFormats();
  const say = useSay();
  const option = useCallback(
    (palette: Palette) => {
      const names = new Map([...matrix.columns.slice(1).map(c => [c.id, say(c.title)] as const), ...matrix.rows.map(row => [row[0]?.id ?? '', row[0]?.text ? say(row[0].text) : ''] as const)]);
      return sankeyOption(palette, flowsOf(matrix), [...matrix.columns.slice(1).map(c => c.id), ...matrix.rows.map(row => row[0]?.id ?? '')], id => names.get(id) ?? id, formats.count);
    },
    [matrix, formats],
  );
  return <Chart title={t('ranks.flow')} unit={t('ranks.unit')} source={say(source)} option={option} table={figuresOf(matrix, 'JPY', formats, say)} height={460} />;
}
