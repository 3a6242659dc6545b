import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { healthQuery, heldQuery, journeysQuery, pausesQuery, quotaQuery, reviewQuery, shopQuery, useJourneyNames } from '../../api/queries';
import { Empty } from '../../parts/Empty';
import { Icon } from '../../parts/Icon';
import { LinkButton } from '../../parts/LinkButton';
import { Loaded } from '../../parts/Loaded';
import { Problem } from '../../parts/Problem';
import { Sheet } from '../../parts/Sheet';
import { useFormats, useSay } from '../../parts/words';
import { useDecisions, type Matter } from '../attention/decisions';
import classes from './home.module.css';

/** Everything that waits for a person, and what to do about it. */
export function Attention() {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useSay();
  const names = useJourneyNames();
  const health = useQuery(healthQuery);
  const [held, review, pauses, journeys, quota, shop] = [useQuery(heldQuery), useQuery(reviewQuery), useQuery(pausesQuery), useQuery(journeysQuery), useQuery(quotaQuery), useQuery(shopQuery)];
  const decisions = useDecisions();
  const failed = [held, review, pauses].find(q => q.isError && q.data === undefined);
  const isLoading = [held, review, pauses].some(q => q.isPending);

  const matters: Matter[] = [];
  if (held.data && held.data.items.length > 0) {
    const count = held.data.items.length;
    matters.push({ key: 'held', title: <Link to="/sends" search={{ state: 'held' }}>{t(held.data.next === null ? 'home.attention.held' : 'home.attention.heldMore', { count })}</Link>, text: t('home.attention.heldText') });
  }
  for (const p of pauses.data?.items ?? []) {
    matters.push({
      key: `pause ${p.journeyId}`,
      title: <Link to="/journeys/$id" params={{ id: p.journeyId }}>{t('home.attention.pause', { name: say(names(p.journeyId)) })}</Link>,
      text: p.cause === 'bounces' ? t('home.attention.pauseBounces', { bounced: p.bounced }) : t('home.attention.pauseComplaints', { complained: p.complained }),
    });
  }
  matters.push(...decisions);
  for (const j of journeys.data?.filter(j => j.state !== 'active') ?? []) {
    matters.push({
      key: `journey ${j.id}`,
      title: <Link to="/journeys/$id" params={{ id: j.id }}>{t('home.attention.quarantined', { name: say(names(j.id)) })}</Link>,
      text: j.state === 'quarantined' ? t('home.attention.quarantinedText') : t('home.attention.stoppedText'),
    });
  }
  if (review.data && review.data.items.length > 0) {
    matters.push({ key: 'review', title: <Link to="/attention">{t(review.data.next === null ? 'home.attention.review' : 'home.attention.reviewMore', { count: review.data.items.length })}</Link>, text: t('home.attention.reviewText') });
  }
  if (quota.data && (quota.data.level === 'high' || quota.data.level === 'critical')) {
    matters.push({ key: 'quota', title: t(quota.data.level === 'high' ? 'home.attention.quotaHigh' : 'home.attention.quotaCritical'), text: t('home.attention.quotaText', { used: formats.count(quota.data.used ?? 0) }) });
  }
  for (const s of health.data?.failingSources ?? []) {
    matters.push({ key: `source ${s.sourceId}`, title: t('home.attention.source', { id: s.sourceId }), text: t('home.attention.sourceText', { since: formats.instant(s.since), count: s.failures }) });
  }
  if (shop.data && shop.data.senderMissing.length > 0) {
    matters.push({ key: 'sender', title: <Link to="/settings">{t('home.attention.sender')}</Link>, text: t('home.attention.senderText', { names: shop.data.senderMissing.join('、') }) });
  }

  return (
    <Sheet title={t('home.attention.title')} aside={matters.length > 0 && <LinkButton to="/attention">{t('home.attention.open')}</LinkButton>}>
      {failed ? (
        <Problem error={failed.error} retry={() => void failed.refetch()} />
      ) : isLoading ? (
        <Loaded query={held}>{() => <Text c="dimmed">{t('common.loading')}</Text>}</Loaded>
      ) : matters.length === 0 ? (
        <Empty icon="check" title={t('home.attention.none')}>
          {t('home.attention.noneHint')}
        </Empty>
      ) : (
        <ul className={classes.attention}>
          {matters.map(m => (
            <li key={m.key}>
              <Icon name="hand" />
              <Stack gap={2}>
                <Text fw={600}>{m.title}</Text>
                <Text size="sm" c="dimmed">
                  {m.text}
                </Text>
              </Stack>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
