import { Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { shopQuery, useJourneyNames } from '../api/queries';
import { FigureTable } from '../charts/Chart';
import { Empty } from '../parts/Empty';
import { Facts } from '../parts/Facts';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Pager, usePaging } from '../parts/Pager';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { useArmName } from './arms';
import { Verdict } from './Experiment';
import { metricText } from './figures';
import classes from './results.module.css';
import { verdictsQuery } from './server';

const pauseMs = 300;

/** What was learnt, as it was said then. */
export function Log() {
  const { t } = useTranslation('results');
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, pauseMs);
  const words = settled.trim();
  const paging = usePaging(words);
  const query = useQuery(verdictsQuery(words, paging.cursor));
  return (
    <Stack gap={20}>
      <TextInput label={t('log.search')} value={typed} onChange={event => setTyped(event.currentTarget.value)} leftSection={<Icon name="search" size={16} />} maw={420} />
      <Loaded query={query}>
        {page =>
          page.items.length === 0 && paging.page === 1 ? (
            <Sheet>
              <Empty icon="flag" title={t(words === '' ? 'log.none' : 'log.noneFound')}>
                {t(words === '' ? 'log.noneHint' : 'log.noneFoundHint')}
              </Empty>
            </Sheet>
          ) : (
            <>
              <ul className={classes.log}>
                {page.items.map(item => (
                  <li key={`${item.at}|${item.experimentId}`}>
                    <Learnt item={item} />
                  </li>
                ))}
              </ul>
              <Pager paging={paging} next={page.next} busy={query.isFetching && query.isPlaceholderData} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Learnt({ item }: { item: Schemas['LearningItem'] }) {
  const { t } = useTranslation('results');
  const say = useSay();
  const formats = useFormats();
  const journey = useJourneyNames();
  const arm = useArmName();
  const currency = useQuery(shopQuery).data?.currency ?? 'JPY';
  return (
    <Sheet title={item.hypothesis ?? item.experimentId} lead={t('log.at', { time: formats.instant(item.at) })}>
      <Verdict kind={item.verdict} words={say(item.words)} />
      {item.weak && (
        <Text size="sm" c="dimmed">
          {t('experiments.weak')}
        </Text>
      )}
      <Facts
        facts={[
          [t('experiments.metric'), t(`metrics.${item.metric}`)],
          [t('experiments.journeys'), item.journeys.length === 0 ? t('experiments.wholeShop') : item.journeys.map(id => say(journey(id))).join('、')],
        ]}
      />
      <FigureTable
        title={t('log.arms')}
        table={{ columns: (['arm', 'customers', 'hits', 'mean'] as const).map(c => t(`log.columns.${c}`)), rows: item.arms.map(a => [arm(a.id), formats.count(a.customers), formats.count(a.hits), metricText(item.metric, a.mean, currency, formats)]) }}
      />
    </Sheet>
  );
}
