import { Alert, Anchor, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { insideQuery, journeyQuery, planQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { Facts } from '../parts/Facts';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import classes from './journey/journey.module.css';
import { MessagePreview } from './journey/MessagePreview';
import { People } from './journey/People';
import { treeOf } from './journey/plan';
import { StepList } from './journey/StepList';

const route = getRouteApi('/journeys/$id');
const Versions = lazy(() => import('../publish/Versions').then(module => ({ default: module.Versions })));

export function JourneyPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { id } = route.useParams();
  const query = useQuery(journeyQuery(id));
  const name = query.data?.journey.name;
  return (
    <PageFrame
      back={
        <Anchor component={Link} to="/journeys" size="sm">
          <Icon name="left" size={14} style={{ verticalAlign: '-2px' }} /> {t('journey.back')}
        </Anchor>
      }
      title={name ? say(name) : id}
      lead={query.data && <State journey={query.data.journey} />}
      aside={
        <LinkButton to="/journeys/$id/edit" params={{ id }} variant="filled" size="sm" ml={0}>
          {t('journey.edit')}
        </LinkButton>
      }
    >
      <Loaded query={query} rows={10}>
        {body => <Body body={body} />}
      </Loaded>
    </PageFrame>
  );
}

function State({ journey: j }: { journey: Schemas['JourneyItem'] }) {
  const { t } = useTranslation();
  return <>{[t(`journeys.state.${j.state}`), t('journeys.version', { version: j.activeVersion ?? j.newestVersion }), j.purpose === null ? '' : t(`journeys.purpose.${j.purpose}`)].filter(Boolean).join('・')}</>;
}

function Body({ body }: { body: Schemas['JourneyBody'] }) {
  const { t } = useTranslation();
  const { data: plan } = useQuery({ ...planQuery(body.journey.id), enabled: body.journey.state !== 'stopped' });
  const { tab = 'plan' } = route.useSearch();
  const [shown, setShown] = useState<string | null>(null);
  return (
    <>
      {body.journey.faults.length > 0 && <Faults journey={body.journey} />}
      <Tabs defaultValue={tab} keepMounted={false}>
        <Tabs.List mb={20}>
          <Tabs.Tab value="plan">{t('journey.plan')}</Tabs.Tab>
          <Tabs.Tab value="people">{t('journey.peopleTitle')}</Tabs.Tab>
          <Tabs.Tab value="versions">{t('journeys.columns.version')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="plan">
          <div className={classes.grid}>
            <Sheet title={t('journey.plan')}>
              <StepList nodes={treeOf(body.steps)} plan={plan} onOpen={setShown} />
            </Sheet>
            <Sides body={body} plan={plan} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <People journey={body.journey.id} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Suspense fallback={<div role="status" />}>
            <Versions id={body.journey.id} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
      <MessagePreview of={shown} messages={plan?.messages ?? []} onClose={() => setShown(null)} />
    </>
  );
}

function Sides({ body, plan }: { body: Schemas['JourneyBody']; plan: Schemas['JourneyPlanBody'] | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const counts = useQuery(insideQuery).data?.counts.filter(c => c.journeyId === body.journey.id);
  const inside = counts?.reduce((sum, c) => sum + c.inside, 0);
  const rules = [
    body.reEntry !== null && t(`journey.reEntry.${body.reEntry}`),
    body.onRankChange !== null && body.journey.gate !== null && t(`journey.onRankChange.${body.onRankChange}`),
    body.onNewOrder !== null && t(`journey.onNewOrder.${body.onNewOrder}`),
    body.holdout !== null && body.holdout > 0 && t('journey.holdout', { share: formats.share(body.holdout) }),
  ].filter(rule => rule !== false);
  return (
    <div style={{ display: 'grid', gap: 20 }}>
      <Sheet>
        <Facts
          facts={[
            plan !== undefined && [t('journey.trigger'), say(plan.trigger)],
            plan !== undefined && [t('journey.who'), plan.who === null ? t('journeys.anyone') : say(plan.who)],
            plan !== undefined && [t('journey.goal'), plan.goal === null ? t('journey.noGoal') : say(plan.goal)],
            inside !== undefined && [t('journey.inside'), <Text key="inside" span fw={600}>{t('common.people', { count: inside })}</Text>],
          ]}
        />
      </Sheet>
      {rules.length > 0 && (
        <Sheet title={t('journey.rules')}>
          <ul className={classes.rules}>
            {rules.map(rule => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </Sheet>
      )}
    </div>
  );
}

function Faults({ journey: j }: { journey: Schemas['JourneyItem'] }) {
  const { t } = useTranslation();
  return (
    <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={j.activeVersion === null ? t('journey.faultsStopped') : t('journey.faults', { version: j.newestVersion, active: j.activeVersion })}>
      <ul className={classes.rules}>
        {j.faults.map((f, at) => (
          <li key={at}>
            {f.line === null ? f.file : t('journey.faultLine', { file: f.file, line: f.line })}: {f.message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
