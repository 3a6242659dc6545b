import '../calendar/texts';
import { ActionIcon, Alert, Button, Grid, Group, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery, shopQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { DayList } from '../calendar/DayList';
import { DayPanel } from '../calendar/DayPanel';
import { addMonths, monthDays, monthOf } from '../calendar/month';
import { MonthGrid } from '../calendar/MonthGrid';
import { OtherHand, yearDaysQuery, yearQuery } from '../calendar/server';
import { useMove, type Moving } from '../calendar/useMove';
import { Year } from '../calendar/Year';
import classes from '../calendar/calendar.module.css';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';

const NewJourney = lazy(() => import('../creating/NewJourney').then(module => ({ default: module.NewJourney })));
const route = getRouteApi('/calendar');

export function Calendar() {
  const { t } = useTranslation('calendar');
  const [isNew, setNew] = useState(false);
  const isViewer = useQuery(meQuery).data?.role === 'viewer';
  return (
    <PageFrame title={t('title')} lead={t('lead')} aside={!isViewer && <Button onClick={() => setNew(true)}>{t('new')}</Button>}>
      <Loaded query={useQuery(shopQuery)} rows={10}>
        {shop => <OfYear today={shop.today} mayMove={!isViewer} />}
      </Loaded>
      <Suspense fallback={null}>{isNew && <NewJourney opened trigger="broadcast" onClose={() => setNew(false)} />}</Suspense>
    </PageFrame>
  );
}

function OfYear({ today, mayMove }: { today: string; mayMove: boolean }) {
  const { t } = useTranslation('calendar');
  const navigate = route.useNavigate();
  const { day = null, month = monthOf(day ?? today) } = route.useSearch();
  const year = month.slice(0, 4);
  const moving = useMove();
  const open = (to: string) => void navigate({ search: to === monthOf(today) ? {} : { month: to }, replace: true });
  return (
    <Loaded query={useQuery(yearQuery(year))} rows={12}>
      {calendar => (
        <>
          <div aria-live="polite" className={classes.said}>
            <Said moving={moving} />
          </div>
          <Sheet title={t('year', { year })} lead={t('yearNote')}>
            <Year year={year} month={month} calendar={calendar} onChoose={open} />
          </Sheet>
          <OfMonth month={month} opened={day} calendar={calendar} today={today} moving={mayMove ? moving : null} onOpen={open} />
        </>
      )}
    </Loaded>
  );
}

function OfMonth({ month, opened, calendar, today, moving, onOpen }: { month: string; opened: string | null; calendar: Schemas['CalendarBody']; today: string; moving: Moving | null; onOpen: (month: string) => void }) {
  const { t } = useTranslation('calendar');
  const formats = useFormats();
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const { data: counts } = useQuery(yearDaysQuery(Number(month.slice(5))));
  const [picked, setPicked] = useState(opened);
  const days = monthDays(month, calendar, counts);
  const chosen = days.find(d => d.on === picked)?.on ?? (monthOf(today) === month ? today : `${month}-01`);
  const choose = (day: string) => {
    setPicked(day);
    if (monthOf(day) !== month) {
      onOpen(monthOf(day));
    }
  };
  const step = (months: number) => onOpen(addMonths(month, months));
  return (
    <Grid gap={20}>
      <Grid.Col span={{ base: 12, lg: 8.5 }}>
        <Sheet>
          <Group justify="space-between" mb="sm">
            <Title order={2} aria-live="polite">
              {formats.month(month)}
            </Title>
            <Group gap={6}>
              <ActionIcon variant="default" size="lg" aria-label={t('previousMonth')} onClick={() => step(-1)}>
                <Icon name="left" />
              </ActionIcon>
              <Button variant="default" onClick={() => onOpen(monthOf(today))}>
                {t('today')}
              </Button>
              <ActionIcon variant="default" size="lg" aria-label={t('nextMonth')} onClick={() => step(1)}>
                <Icon name="right" />
              </ActionIcon>
            </Group>
          </Group>
          {isNarrow ? (
            <DayList days={days} chosen={chosen} onChoose={choose} />
          ) : (
            <MonthGrid month={month} days={days} today={today} chosen={chosen} onMove={moving?.move ?? null} onChoose={choose} />
          )}
          {counts && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('counted', { time: formats.instant(counts.countedAt) })}
              {counts.withoutDay > 0 && `　${t('withoutDay', { count: counts.withoutDay })}`}
            </Text>
          )}
        </Sheet>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3.5 }}>
        <DayPanel day={days.find(d => d.on === chosen)!} today={today} moving={moving} />
      </Grid.Col>
    </Grid>
  );
}

/** What became of the last move. */
function Said({ moving: { last, error, isBusy, undo } }: { moving: Moving }) {
  const { t } = useTranslation('calendar');
  const say = useSay();
  const formats = useFormats();
  if (error !== null) {
    return error instanceof OtherHand ? <Alert role="note" color="shu">{t('otherHand')}</Alert> : <Problem error={error} />;
  }
  if (last === null) {
    return null;
  }
  const name = say(last.moved.broadcast.name);
  return (
    <Alert role="note" color="nando">
      <Group justify="space-between">
        <Text size="sm">{last.isUndone ? t('undone', { name }) : t('moved', { name, day: formats.day(last.moved.on) })}</Text>
        {!last.isUndone && (
          <Button variant="default" size="xs" onClick={undo} loading={isBusy}>
            {t('undo')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
