import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useFormats } from './words';
import classes from './parts.module.css';

/** What went out on one day, by channel, and what was withheld. */
export interface DayBar {
  date: string;
  sent: Partial<Record<Schemas['Channel'], number>>;
  withheld: number;
}

const channels = ['email', 'line', 'webhook'] as const;

/** Columns day by day, the earliest first; the same as a table for those who listen. */
export function DayBars({ days, title }: { days: readonly DayBar[]; title: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const total = (day: DayBar) => channels.reduce((sum, channel) => sum + (day.sent[channel] ?? 0), 0);
  const most = Math.max(1, ...days.map(day => total(day) + day.withheld));
  const used = channels.filter(channel => days.some(day => day.sent[channel]));
  const first = days[0];
  const last = days.at(-1);
  return (
    <figure style={{ margin: 0 }}>
      <div className={classes.legend} style={{ marginBottom: 10 }} aria-hidden="true">
        {used.map(channel => (
          <span key={channel}>
            <i style={{ background: `var(--sent-${channel})` }} />
            {t(`channel.${channel}`)}
          </span>
        ))}
        <span>
          <i style={{ background: 'var(--muted-bar)' }} />
          {t('home.sends.withheld')}
        </span>
        <span style={{ marginLeft: 'auto' }}>{formats.count(most)}</span>
      </div>
      <ul className={classes.bars} aria-hidden="true">
        {days.map(day => (
          <li key={day.date} className={classes.barsColumn} title={`${formats.day(day.date)}  ${t('home.sends.total', { sent: formats.count(total(day)), withheld: formats.count(day.withheld) })}`}>
            {day.withheld > 0 && <span className={classes.barsPart} style={{ height: `${(day.withheld / most) * 100}%`, background: 'var(--muted-bar)' }} />}
            {[...used].reverse().map(channel =>
              day.sent[channel] ? <span key={channel} className={classes.barsPart} style={{ height: `${(day.sent[channel] / most) * 100}%`, background: `var(--sent-${channel})` }} /> : null,
            )}
          </li>
        ))}
      </ul>
      {first && last && (
        <div className={classes.barsAxis} aria-hidden="true">
          <span>{formats.shortDay(first.date)}</span>
          <span>{formats.shortDay(last.date)}</span>
        </div>
      )}
      <VisuallyHidden>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('home.sends.day')}</th>
              {used.map(channel => (
                <th key={channel} scope="col">
                  {t(`channel.${channel}`)}
                </th>
              ))}
              <th scope="col">{t('home.sends.withheld')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(day => (
              <tr key={day.date}>
                <th scope="row">{formats.day(day.date)}</th>
                {used.map(channel => (
                  <td key={channel}>{formats.count(day.sent[channel] ?? 0)}</td>
                ))}
                <td>{formats.count(day.withheld)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}
