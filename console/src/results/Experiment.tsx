import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { shopQuery, useJourneyNames } from '../api/queries';
import { Facts } from '../parts/Facts';
import { Icon, type IconName } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { useArmName } from './arms';
import { Behind } from './Behind';
import { pText } from './figures';
import classes from './results.module.css';
import { experimentQuery } from './server';

type Tone = 'good' | 'bad' | 'wait' | 'quiet';

const tones: Record<Schemas['VerdictKind'], Tone> = { better: 'good', worse: 'bad', 'no-difference': 'quiet', 'not-yet': 'wait', 'nobody-yet': 'wait', 'sample-ratio': 'bad', guardrail: 'bad' };
const icons: Record<Tone, IconName> = { good: 'check', bad: 'alert', wait: 'wait', quiet: 'flag' };

/** Below it, arms are not of the sizes that were set. */
const ratioMin = 0.001;

export function Experiment({ item }: { item: Schemas['ExperimentItem'] }) {
  const { t } = useTranslation('results');
  const say = useSay();
  return (
    <Sheet title={say(item.name)} lead={t(`experiments.kind.${item.kind}`)}>
      <Loaded query={useQuery(experimentQuery(item.id))}>
        {body => (
          <>
            <Verdict kind={body.verdict} words={say(body.words)} />
            {body.due && <Text fw={600}>{t('experiments.due')}</Text>}
            {body.weak && (
              <Text size="sm" c="dimmed">
                {t('experiments.weak')}
              </Text>
            )}
            <About body={body} />
            <Behind body={body} />
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

/** What can be said, in the words of the one who computed it. */
export function Verdict({ kind, words }: { kind: Schemas['VerdictKind']; words: string }) {
  const tone = tones[kind];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" className={classes.verdict} data-tone={tone}>
      <Icon name={icons[tone]} size={24} />
      <Text className={classes.words}>{words}</Text>
    </Group>
  );
}

function About({ body: { experiment: e, ...body } }: { body: Schemas['ExperimentBody'] }) {
  const { t } = useTranslation('results');
  const { t: common } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const journey = useJourneyNames();
  const arm = useArmName();
  const zone = useQuery(shopQuery).data?.timeZone;
  // Once something was found, nobody waits for the rest.
  const open = body.verdict === 'not-yet' ? body.comparisons.filter(c => c.finding === 'not-yet') : [];
  const needed = open.flatMap(c => (c.daysNeeded === null ? [] : [{ days: c.daysNeeded, people: c.customersNeeded }])).sort((a, b) => b.days - a.days)[0];
  const alarms = body.alarms.map(a => t(`experiments.alarm.${a.kind}`, { arm: arm(a.armId), share: formats.share(a.rate.rate) }));
  return (
    <Facts
      facts={[
        [t('experiments.hypothesis'), e.hypothesis ?? t('experiments.noHypothesis')],
        [t('experiments.metric'), t(`metrics.${e.metric}`)],
        [t('experiments.attribution'), t(`attributions.${e.attribution}`)],
        [t('experiments.journeys'), e.journeys.length === 0 ? t('experiments.wholeShop') : e.journeys.map(id => say(journey(id))).join('、')],
        [t('experiments.since'), zone === undefined ? '' : formats.instant(e.since)],
        [t('experiments.checkAt'), formats.day(formats.dayOf(e.checkAt))],
        open.length > 0 && [t('experiments.needed'), needed === undefined ? t('experiments.neededNone') : common('common.days', { count: needed.days }) + (needed.people === null ? '' : t('experiments.neededPeople', { count: needed.people }))],
        !body.weak && body.comparisons.length > 0 && [t('experiments.ratio'), t(body.sampleRatioPValue < ratioMin ? 'experiments.ratioBad' : 'experiments.ratioGood', { p: equals(pText(body.sampleRatioPValue)) })],
        body.arms.length > 0 && [t('experiments.alarms'), alarms.length === 0 ? t('experiments.alarmsNone') : alarms.join('、')],
      ]}
    />
  );
}

/** p = 0.2, but p < 0.001. */
function equals(p: string): string {
  return p.startsWith('<') ? p : `= ${p}`;
}
