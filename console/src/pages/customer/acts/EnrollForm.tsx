import { Alert, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { journeysQuery, useJourneyNames, useMessageTitles } from '../../../api/queries';
import { Loaded } from '../../../parts/Loaded';
import { useFormats, useSay } from '../../../parts/words';
import { ActForm } from './ActForm';
import { enroll, entryQuery } from './server';

/** Which journey, what would come of it, who and why. */
export function EnrollForm({ customer, onClose }: { customer: string; onClose: () => void }) {
  const { t } = useTranslation('acts');
  const say = useSay();
  const names = useJourneyNames();
  const [journey, setJourney] = useState('');
  const journeys = useQuery(journeysQuery).data ?? [];
  const entry = useQuery(entryQuery(customer, journey));
  return (
    <ActForm customer={customer} save={t('enroll.save')} ready={entry.data?.enrollmentId != null} act={act => enroll(customer, journey, act)} onClose={onClose}>
      <NativeSelect
        label={t('enroll.journey')}
        value={journey}
        data={[{ value: '', label: t('enroll.choose') }, ...journeys.filter(j => j.state !== 'stopped').map(j => ({ value: j.id, label: say(names(j.id)) }))]}
        onChange={event => setJourney(event.currentTarget.value)}
        data-autofocus
      />
      {journey !== '' && <Loaded query={entry}>{shown => <Entry journey={journey} entry={shown} />}</Loaded>}
    </ActForm>
  );
}

function Entry({ journey, entry }: { journey: string; entry: Schemas['EntryPreview'] }) {
  const { t } = useTranslation('acts');
  const common = useTranslation().t;
  const say = useSay();
  const formats = useFormats();
  const names = useJourneyNames();
  const titles = useMessageTitles([journey]);
  if (entry.refusalText) {
    return (
      <Alert color="shu" variant="light" title={t('enroll.refused')}>
        {say(entry.refusalText)}
      </Alert>
    );
  }
  return (
    <Stack gap={4} component="section" aria-label={t('enroll.comes')}>
      <Text fw={600}>{t('enroll.comes')}</Text>
      {entry.steps.length === 0 && <Text size="sm">{t('enroll.none')}</Text>}
      <ol style={{ margin: 0, paddingInlineStart: 22 }}>
        {entry.steps.map(step => (
          <li key={step.stepId}>
            <Text size="sm" component="span">
              {formats.instant(step.dueAt)}　<span lang="ja">{titles(step.messageId)}</span>
              <Text span c="dimmed">
                （{step.channels.map(c => common(`channel.${c}`)).join('・')}）
              </Text>
            </Text>
          </li>
        ))}
      </ol>
      {entry.isOpen && <Text size="sm">{t('enroll.more')}</Text>}
      {entry.ends.length > 0 && <Text size="sm">{t('enroll.ends', { names: entry.ends.map(id => say(names(id))).join('、') })}</Text>}
      <Text size="sm" c="dimmed">
        {t('enroll.comesHint')}
      </Text>
    </Stack>
  );
}
