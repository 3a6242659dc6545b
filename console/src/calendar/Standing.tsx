import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { insideQuery, meQuery, shopQuery } from '../api/queries';
import { Dialog } from '../editor/Dialog';
import { Facts } from '../parts/Facts';
import { useFormats, useSay } from '../parts/words';
import { SteerForm } from './SteerForm';
import { actsOf, mayStillGo, peopleOf, type BroadcastAct, type BroadcastItem } from './steering';

/** How far a published broadcast has come, and what a person can do about it. */
export function Standing({ broadcast }: { broadcast: BroadcastItem }) {
  const { t } = useTranslation('calendar');
  const formats = useFormats();
  const say = useSay();
  const role = useQuery(meQuery).data?.role;
  const { data: shop } = useQuery(shopQuery);
  const { data: counted } = useQuery(insideQuery);
  const [act, setAct] = useState<BroadcastAct | null>(null);
  const inside = counted === undefined ? null : counted.counts.filter(c => c.journeyId === broadcast.id).reduce((sum, c) => sum + c.inside, 0);
  const acts = shop === undefined ? [] : actsOf(broadcast.state, mayStillGo(broadcast, inside, shop.today, formats.dayOf), role);
  return (
    <Stack gap={8}>
      <Text size="sm">{t(`means.${broadcast.state}`)}</Text>
      <Figures broadcast={broadcast} inside={inside} countedAt={counted?.countedAt ?? null} />
      {acts.length > 0 && (
        <Group gap="xs">
          {acts.map(one => (
            <Button key={one} size="xs" variant={one === 'approve' ? 'filled' : one === 'cancel' ? 'outline' : 'default'} {...(one === 'cancel' ? { color: 'shu' } : {})} onClick={() => setAct(one)}>
              {t(`acts.${one}`)}
            </Button>
          ))}
        </Group>
      )}
      <Dialog opened={act !== null} title={act === null ? '' : t(`actTitles.${act}`, { name: say(broadcast.name) })} onClose={() => setAct(null)}>
        {act !== null && <SteerForm broadcast={broadcast} act={act} onClose={() => setAct(null)} />}
      </Dialog>
    </Stack>
  );
}

function Figures({ broadcast: b, inside, countedAt }: { broadcast: BroadcastItem; inside: number | null; countedAt: string | null }) {
  const { t } = useTranslation('calendar');
  const formats = useFormats();
  const people = peopleOf(b, inside);
  const hasBegun = b.entered > 0 || b.looked > 0;
  const limits = [
    ...(b.perHour === null ? [] : [t('perHour', { count: b.perHour })]),
    ...(b.max === null ? [] : [t('max', { count: b.max })]),
  ];
  return (
    <Facts
      facts={[
        hasBegun && [t('figures.entered'), t('people', { count: people.entered })],
        hasBegun && people.inside !== null && countedAt !== null && [t('figures.inside'), t('insideAt', { count: people.inside, time: formats.time(countedAt) })],
        hasBegun && people.through !== null && [t('figures.through'), t('people', { count: people.through })],
        b.over > 0 && [t('figures.over'), t('people', { count: b.over })],
        b.unreadable > 0 && [t('figures.unreadable'), t('people', { count: b.unreadable })],
        b.nextAt !== null && [t('figures.next'), formats.instant(b.nextAt)],
        limits.length > 0 && [t('figures.limits'), limits.join('・')],
        b.lineMax !== null && [t('figures.line'), t('lineOf', { taken: formats.count(b.lineTaken ?? 0), max: formats.count(b.lineMax) })],
        b.approvedBy !== null && [t('figures.approvedBy'), b.approvedBy],
        b.pausedBy !== null && b.state === 'paused' && [t('figures.pausedBy'), b.pausedBy],
        b.cancelledBy !== null && [t('figures.cancelledBy'), b.cancelledBy],
      ]}
    />
  );
}
