import { Button, Table, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { insideQuery, journeysQuery, ranksQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { Schedule } from './journey/Schedule';
import classes from '../parts/parts.module.css';

const NewJourney = lazy(() => import('../creating/NewJourney').then(module => ({ default: module.NewJourney })));
const Coverage = lazy(() => import('../coverage/Coverage').then(module => ({ default: module.Coverage })));
const Unpublished = lazy(() => import('../creating/Unpublished').then(module => ({ default: module.Unpublished })));

export function Journeys() {
  const { t } = useTranslation();
  const [isNew, setNew] = useState(false);
  return (
    <PageFrame title={t('journeys.title')} lead={t('journeys.lead')} aside={<Button onClick={() => setNew(true)}>{t('journeys.new')}</Button>}>
      <Tabs defaultValue="list" keepMounted={false}>
        <Tabs.List mb={20}>
          <Tabs.Tab value="list">{t('journeys.list')}</Tabs.Tab>
          <Tabs.Tab value="schedule">{t('journeys.schedule')}</Tabs.Tab>
          <Tabs.Tab value="coverage">{t('journeys.coverage')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="list">
          <Suspense fallback={null}>
            <Unpublished />
          </Suspense>
          <List />
        </Tabs.Panel>
        <Tabs.Panel value="schedule">
          <Schedule />
        </Tabs.Panel>
        <Tabs.Panel value="coverage">
          <Suspense fallback={null}>
            <Coverage />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
      <Suspense fallback={null}>{isNew && <NewJourney opened onClose={() => setNew(false)} />}</Suspense>
    </PageFrame>
  );
}

function List() {
  const { t } = useTranslation();
  return (
      <Sheet flush>
        <Loaded query={useQuery(journeysQuery)} rows={8}>
          {journeys =>
            journeys.length === 0 ? (
              <Empty icon="journey" title={t('journeys.empty')}>
                {t('journeys.emptyHint')}
              </Empty>
            ) : (
              <Table.ScrollContainer minWidth={720}>
                <Table className={classes.table} highlightOnHover aria-label={t('journeys.caption')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('journeys.columns.name')}</Table.Th>
                      <Table.Th>{t('journeys.columns.trigger')}</Table.Th>
                      <Table.Th>{t('journeys.columns.who')}</Table.Th>
                      <Table.Th className={classes.number}>{t('journeys.columns.inside')}</Table.Th>
                      <Table.Th className={classes.number}>{t('journeys.columns.steps')}</Table.Th>
                      <Table.Th>{t('journeys.columns.version')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {journeys.map(j => (
                      <Row key={j.id} journey={j} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )
          }
        </Loaded>
      </Sheet>
  );
}

function Row({ journey: j }: { journey: Schemas['JourneyItem'] }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const inside = useQuery(insideQuery).data?.counts.filter(c => c.journeyId === j.id).reduce((sum, c) => sum + c.inside, 0);
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/journeys/$id" params={{ id: j.id }} className={classes.rowLink}>
          {j.name === null ? j.id : say(j.name)}
        </Link>
        <Text size="xs" c="dimmed" component="div">
          <span className={classes.state}>
            <span className={classes.dot} data-tone={j.state === 'active' ? 'good' : 'bad'} aria-hidden="true" />
            {t(`journeys.state.${j.state}`)}
          </span>
          {j.purpose !== null && `　${t(`journeys.purpose.${j.purpose}`)}`}
        </Text>
      </Table.Td>
      <Table.Td>{j.trigger === null ? '' : t(`journeys.trigger.${j.trigger}`)}</Table.Td>
      <Table.Td>
        <Gate gate={j.gate} />
      </Table.Td>
      <Table.Td className={classes.number}>{inside === undefined ? '' : t('common.people', { count: inside })}</Table.Td>
      <Table.Td className={classes.number}>{j.stepCount === null ? '' : formats.count(j.stepCount)}</Table.Td>
      <Table.Td>
        {t('journeys.version', { version: j.activeVersion ?? j.newestVersion })}
        <Text size="xs" c="dimmed" className={classes.nowrap}>
          {formats.day(formats.dayOf(j.publishedAt))}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function Gate({ gate }: { gate: Schemas['JourneyItem']['gate'] }) {
  const { t } = useTranslation();
  const say = useSay();
  const ranks = useQuery(ranksQuery).data?.models.find(m => m.id === gate?.model)?.ranks ?? [];
  if (gate === null || gate === undefined) {
    return <>{t('journeys.anyone')}</>;
  }
  const names = gate.ranks.map(id => say(ranks.find(r => r.id === id)?.name ?? { ja: id, en: id }));
  return (
    <>
      {names.length === 0 ? t('customers.anyRank') : names.join('・')}
      {gate.half !== 'any' && `（${t(`half.${gate.half}`)}）`}
    </>
  );
}
