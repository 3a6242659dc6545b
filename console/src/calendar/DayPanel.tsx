import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { broadcastsQuery } from '../api/queries';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import type { Day, Entry } from './month';
import { Standing } from './Standing';
import type { Moving } from './useMove';
import { stateOf } from './words';

/** What is on the chosen day, and what can be done with it. */
export function DayPanel({ day, today, moving }: { day: Day; today: string; moving: Moving | null }) {
  const { t } = useTranslation('calendar');
  const say = useSay();
  const formats = useFormats();
  return (
    <div id="calendar-day" tabIndex={-1} style={{ outline: 'none' }} aria-live="polite">
      <Sheet title={formats.day(day.on)}>
        <Stack gap="sm">
          {day.holiday !== null && <Text fw={600}>{say(day.holiday.name)}</Text>}
          {day.isPause && <Text size="sm">{t('pauseLong')}</Text>}
          {day.birthdays > 0 && <Text size="sm">{t('birthdays', { count: day.birthdays })}</Text>}
          {day.firstOrders > 0 && <Text size="sm">{t('firstOrders', { count: day.firstOrders })}</Text>}
          {day.entries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('free')}
            </Text>
          ) : (
            day.entries.map(entry => <OfEntry key={`${entry.broadcast.id}${entry.isDraft}`} entry={entry} day={day.on} today={today} moving={moving} />)
          )}
        </Stack>
      </Sheet>
    </div>
  );
}

function OfEntry({ entry, day, today, moving }: { entry: Entry; day: string; today: string; moving: Moving | null }) {
  const { t } = useTranslation('calendar');
  const say = useSay();
  const formats = useFormats();
  const { isDraft, goesTo } = entry;
  const { data: standings } = useQuery(broadcastsQuery);
  const standing = isDraft || entry.broadcast.state === null ? null : (standings?.find(b => b.id === entry.broadcast.id) ?? null);
  const broadcast = standing === null ? entry.broadcast : { ...entry.broadcast, state: standing.state };
  const startsAt = isDraft ? (broadcast.draft?.startsAt ?? broadcast.startsAt) : broadcast.startsAt;
  const facts = [
    t('at', { time: formats.time(startsAt) }),
    ...(standing !== null ? [] : broadcast.entered > 0 ? [t('entered', { count: broadcast.entered })] : broadcast.max === null ? [] : [t('max', { count: broadcast.max })]),
  ];
  return (
    <Stack gap={6} component="section" aria-label={say(broadcast.name)}>
      <Group gap="xs">
        <Text fw={600}>{say(broadcast.name)}</Text>
        <Badge variant="light" radius="sm" tt="none">
          {t(`state.${stateOf(broadcast, isDraft)}`)}
        </Badge>
        {goesTo !== null && <Text size="sm">{t('draftTo', { day: formats.shortDay(goesTo) })}</Text>}
        {broadcast.draft !== null && broadcast.draft.on === null && <Text size="sm">{t('draftUnreadable')}</Text>}
      </Group>
      <Text size="sm" c="dimmed">
        {facts.join('・')}
      </Text>
      {standing !== null && <Standing broadcast={standing} />}
      <Group gap="md">
        {broadcast.state !== null && (
          <Link to="/journeys/$id" params={{ id: broadcast.id }}>
            {t('open')}
          </Link>
        )}
        {broadcast.isToCome && (
          <Link to="/journeys/$id/edit" params={{ id: broadcast.id }}>
            {t('edit')}
          </Link>
        )}
        {broadcast.draft !== null && (
          <Link to="/journeys/$id/publish" params={{ id: broadcast.id }}>
            {t('publish')}
          </Link>
        )}
      </Group>
      {moving !== null && broadcast.isToCome && goesTo === null && <MoveForm key={day} entry={entry} day={day} today={today} moving={moving} />}
    </Stack>
  );
}

/** The same as dragging it, for those who use no mouse. */
function MoveForm({ entry: { broadcast }, day, today, moving }: { entry: Entry; day: string; today: string; moving: Moving }) {
  const { t } = useTranslation('calendar');
  const [isOpen, setOpen] = useState(false);
  const [on, setOn] = useState(day);
  if (!isOpen) {
    return (
      <Group>
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          {t('move')}
        </Button>
      </Group>
    );
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        moving.move(broadcast, on);
        setOpen(false);
      }}
    >
      <Stack gap={8}>
        <TextInput type="date" label={t('moveTo')} description={t('moveHint')} value={on} min={today} onChange={event => setOn(event.currentTarget.value)} required withAsterisk={false} data-autofocus />
        <Group>
          <Button type="submit" size="xs" loading={moving.isBusy} disabled={on === '' || on === day}>
            {t('moveNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
