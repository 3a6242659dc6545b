import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useLocale } from '../parts/words';
import { countsOfMonths } from './month';
import classes from './calendar.module.css';

/** Twelve months at a glance; one is open below. */
export function Year({ year, month, calendar, onChoose }: { year: string; month: string; calendar: Schemas['CalendarBody']; onChoose: (month: string) => void }) {
  const { t } = useTranslation('calendar');
  const names = new Intl.DateTimeFormat(useLocale() === 'ja' ? 'ja-JP' : 'en-GB', { month: 'short', timeZone: 'UTC' });
  return (
    <ul className={classes.year}>
      {countsOfMonths(year, calendar).map(each => (
        <li key={each.month}>
          <UnstyledButton className={classes.yearMonth} aria-pressed={each.month === month} onClick={() => onChoose(each.month)}>
            <span className={classes.yearName}>{names.format(new Date(`${each.month}-01T00:00:00Z`))}</span>
            <span className={classes.yearCount} data-some={each.planned > 0 ? '' : undefined}>
              {each.planned > 0 ? t('planned', { count: each.planned }) : t('plannedNone')}
            </span>
            {each.pauses && <span className={classes.pause}>{t('pause')}</span>}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
