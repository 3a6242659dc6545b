import { Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats, useSay } from '../parts/words';
import type { Day } from './month';
import { stateOf } from './words';
import classes from './calendar.module.css';

/** The days of a month on which something is, one under the other: for narrow screens. */
export function DayList({ days, chosen, onChoose }: { days: readonly Day[]; chosen: string; onChoose: (day: string) => void }) {
  const { t } = useTranslation('calendar');
  const say = useSay();
  const formats = useFormats();
  const some = days.filter(day => day.entries.length > 0 || day.holiday !== null || day.isPause);
  if (some.length === 0) {
    return <Text c="dimmed">{t('nothing')}</Text>;
  }
  return (
    <ul className={classes.list}>
      {some.map(day => (
        <li key={day.on}>
          <UnstyledButton className={classes.listDay} aria-pressed={day.on === chosen} onClick={() => onChoose(day.on)}>
            <Text fw={600} size="sm">
              {formats.day(day.on)}
            </Text>
            <Text size="sm" component="span">
              {[
                ...(day.holiday === null ? [] : [say(day.holiday.name)]),
                ...(day.isPause ? [t('pause')] : []),
                ...day.entries.map(e => `${say(e.broadcast.name)}（${e.goesTo === null ? t(`state.${stateOf(e.broadcast, e.isDraft)}`) : t('draftTo', { day: formats.shortDay(e.goesTo) })}）`),
                ...(day.birthdays > 0 ? [t('birthdays', { count: day.birthdays })] : []),
              ].join('・')}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
