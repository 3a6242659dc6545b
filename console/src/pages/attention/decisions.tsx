import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { broadcastsQuery, comparedQuery, rolloutsQuery, shopQuery, useJourneyNames } from '../../api/queries';
import { Sheet } from '../../parts/Sheet';
import { useFormats, useSay } from '../../parts/words';
import { dueOf, waitingOf } from './due';

/** Something that waits for a person. */
export interface Matter {
  key: string;
  title: ReactNode;
  text: string;
}

/** What a person has to decide: broadcasts that wait for approval or pause, roll-outs that stopped, and hypotheses whose day has come. */
export function useDecisions(): Matter[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useSay();
  const names = useJourneyNames();
  const [broadcasts, rollouts, compared, shop] = [useQuery(broadcastsQuery), useQuery(rolloutsQuery), useQuery(comparedQuery), useQuery(shopQuery)];
  const stopped = (rollouts.data ?? []).filter(r => r.state === 'stopped');
  const due = shop.data === undefined ? [] : dueOf(compared.data ?? [], shop.data.today, formats.dayOf);
  return [
    ...waitingOf(broadcasts.data ?? []).map(b => ({
      key: `broadcast ${b.id}`,
      title: (
        <Link to="/calendar" search={{ day: formats.dayOf(b.startsAt) }}>
          {t(b.state === 'paused' ? 'home.attention.broadcastPaused' : 'home.attention.approval', { name: say(b.name) })}
        </Link>
      ),
      text: b.state === 'paused' ? t('home.attention.broadcastPausedText', { by: b.pausedBy }) : t('home.attention.approvalText', { time: formats.instant(b.startsAt) }),
    })),
    ...stopped.map(r => ({
      key: `rollout ${r.journeyId}`,
      title: (
        <Link to="/journeys/$id" params={{ id: r.journeyId }} search={{ tab: 'versions' }}>
          {t('home.attention.rollout', { name: say(names(r.journeyId)), version: r.version })}
        </Link>
      ),
      text: r.stoppedFor === null ? t('home.attention.rolloutText') : t(`home.attention.rolloutFor.${r.stoppedFor}`),
    })),
    ...due.map(e => ({
      key: `due ${e.id}`,
      title: (
        <Link to="/results" search={{ of: e.id }}>
          {t('home.attention.due', { text: e.hypothesis })}
        </Link>
      ),
      text: t('home.attention.dueText', { name: say(e.name), day: formats.day(formats.dayOf(e.checkAt)) }),
    })),
  ];
}

/** The same on the page of all that waits. */
export function Decisions({ matters }: { matters: readonly Matter[] }) {
  const { t } = useTranslation();
  return matters.length === 0 ? null : (
    <Sheet title={t('attention.decisions')} lead={t('attention.decisionsText')}>
      <Stack gap="md">
        {matters.map(m => (
          <div key={m.key}>
            <Text fw={600}>{m.title}</Text>
            <Text size="sm" c="dimmed">
              {m.text}
            </Text>
          </div>
        ))}
      </Stack>
    </Sheet>
  );
}
