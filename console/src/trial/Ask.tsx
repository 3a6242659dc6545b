import { Alert, Button, Group, Radio, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useJourneyNames } from '../api/queries';
import { Findings } from '../editor/panel/Findings';
import { addDays } from '../format/format';
import { Icon } from '../parts/Icon';
import { Problem } from '../parts/Problem';
import { useSay } from '../parts/words';
import { begin, type AskedPlan, type Begun, type Job } from './server';

const daysMax = 366;
const spans = { month: 30, quarter: 90, year: 365 } as const;
const plans = ['both', 'drafts', 'published'] as const;

/** Which days are to pass again, and over what. */
export function Ask({ today, drafts, isBusy, onBegun }: { today: string; drafts: readonly Schemas['DraftItem'][]; isBusy: boolean; onBegun: (job: Job) => void }) {
  const { t } = useTranslation('trial');
  const { t: p } = useTranslation('publish');
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const journeyName = useJourneyNames();
  const nameOf = (d: Schemas['DraftItem']) => p(`kinds.${d.kind}`) + e('quoted', { text: d.kind === 'journey' || d.kind === 'campaign' ? say(journeyName(d.name)) : d.name });
  const yesterday = addDays(today, -1);
  const [span, setSpan] = useState<keyof typeof spans | 'own'>('month');
  const [own, setOwn] = useState({ from: addDays(today, -spans.month), until: yesterday });
  const [wanted, setPlan] = useState<AskedPlan>('both');
  const plan = drafts.length === 0 ? 'published' : wanted;
  const { from, until } = span === 'own' ? own : { from: addDays(today, -spans[span]), until: yesterday };
  const isFit = from !== '' && until !== '' && from <= until && until <= yesterday && addDays(from, daysMax) > until;
  const act = useMutation({ mutationFn: () => begin(plan, from, until), onSuccess: answer => answer.kind === 'begun' && onBegun(answer.job) });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack>
        <SegmentedControl aria-label={t('span')} value={span} onChange={value => setSpan(value as typeof span)} data={[...(Object.keys(spans) as (keyof typeof spans)[]), 'own' as const].map(value => ({ value, label: t(`spans.${value}`) }))} style={{ alignSelf: 'flex-start' }} />
        {span === 'own' && (
          <Group align="flex-start">
            <TextInput type="date" label={t('from')} value={own.from} max={yesterday} onChange={event => setOwn({ ...own, from: event.currentTarget.value })} />
            <TextInput type="date" label={t('until')} value={own.until} max={yesterday} onChange={event => setOwn({ ...own, until: event.currentTarget.value })} error={isFit ? null : t('days', { days: daysMax })} />
          </Group>
        )}
        {drafts.length === 0 ? (
          <Text size="sm">{t('noDrafts')}</Text>
        ) : (
          <Radio.Group label={t('plan')} description={t('draftsIn', { names: drafts.map(nameOf).join('、') })} value={wanted} onChange={value => setPlan(value as AskedPlan)}>
            <Group mt="xs">
              {plans.map(value => (
                <Radio key={value} value={value} label={t(`plans.${value}`)} />
              ))}
            </Group>
          </Radio.Group>
        )}
        <Text size="sm" c="dimmed">
          {t('known')}
        </Text>
        {act.data !== undefined && act.data.kind !== 'begun' && <Refused of={act.data} />}
        {act.isError && <Problem error={act.error} />}
        <Group>
          <Button type="submit" disabled={!isFit || isBusy} loading={act.isPending}>
            {t('begin')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Refused({ of }: { of: Exclude<Begun, { kind: 'begun' }> }) {
  const { t } = useTranslation('trial');
  return (
    <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={t(of.kind)} role="alert">
      {of.kind === 'faulty' ? <Findings findings={of.findings} /> : t(`${of.kind}Hint`)}
    </Alert>
  );
}
