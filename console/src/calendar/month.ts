import type { Schemas } from '../api/client';
import { addDays } from '../format/format';

type Calendar = Schemas['CalendarBody'];
export type Planned = Schemas['CalendarBroadcast'];

/** A broadcast as a day shows it: where it stands, or where its draft would put it. */
export interface Entry {
  broadcast: Planned;
  /** Whether the day is that of the draft, which customers know nothing of yet. */
  isDraft: boolean;
  /** The day to which a draft would move it; null on that day itself, and without one. */
  goesTo: string | null;
}

export interface Day {
  on: string;
  holiday: Schemas['CalendarHoliday'] | null;
  isPause: boolean;
  entries: Entry[];
  birthdays: number;
  firstOrders: number;
}

/** 2026-03 of 2026-03-02. */
export const monthOf = (day: string) => day.slice(0, 7);

/** The month so many months away, as 2026-03. */
export function addMonths(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${`${Math.floor(at / 12)}`.padStart(4, '0')}-${`${(at % 12) + 1}`.padStart(2, '0')}`;
}

/** All days of a month, in order. */
export function daysOf(month: string): string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; monthOf(day) === month; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

/** 0 for Sunday. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

/** Weeks of a month, from Sunday; null for days of its neighbors. */
export function weeksOf(month: string): (string | null)[][] {
  const days: (string | null)[] = daysOf(month);
  const cells = [...Array.from({ length: weekdayOf(`${month}-01`) }, () => null), ...days];
  while (cells.length % 7 !== 0) {
    cells.push(null);
  }
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** What a broadcast shows on which days: one whose draft moves it stands on both. */
export function entriesOf(broadcast: Planned): [day: string, entry: Entry][] {
  const drafted = broadcast.draft?.on ?? null;
  if (broadcast.state === null || drafted === null || drafted === broadcast.on) {
    return [[broadcast.on, { broadcast, isDraft: broadcast.state === null, goesTo: null }]];
  }
  return [
    [broadcast.on, { broadcast, isDraft: false, goesTo: drafted }],
    [drafted, { broadcast, isDraft: true, goesTo: null }],
  ];
}

/** The days of a month with all that is on them. */
export function monthDays(month: string, calendar: Calendar, counts: Schemas['YearDaysBody'] | undefined): Day[] {
  const holidays = new Map(calendar.holidays.map(h => [h.on, h]));
  const entries = new Map<string, Entry[]>();
  for (const [day, entry] of calendar.broadcasts.flatMap(entriesOf)) {
    entries.set(day, [...(entries.get(day) ?? []), entry]);
  }
  const counted = new Map(counts?.days.map(d => [d.day, d]) ?? []);
  return daysOf(month).map(on => {
    const here = celebrated(on).map(day => counted.get(day));
    return {
      on,
      holiday: holidays.get(on) ?? null,
      isPause: calendar.pauses.some(p => p.from <= on && on <= p.until),
      entries: entries.get(on) ?? [],
      birthdays: here.reduce((sum, d) => sum + (d?.birthdays ?? 0), 0),
      firstOrders: here.reduce((sum, d) => sum + (d?.firstOrders ?? 0), 0),
    };
  });
}

/** Days of the month that are kept on that day: in a year without 29 February the 28th stands in for it. */
function celebrated(on: string): number[] {
  const day = Number(on.slice(8));
  return on.slice(5) === '02-28' && addDays(on, 1).slice(5) === '03-01' ? [day, day + 1] : [day];
}

/** How many broadcasts each month of the year has, wherever they would come. */
export function countsOfMonths(year: string, calendar: Calendar): { month: string; planned: number; pauses: boolean }[] {
  const days = calendar.broadcasts.map(b => b.draft?.on ?? b.on);
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${`${index + 1}`.padStart(2, '0')}`;
    return { month, planned: days.filter(d => monthOf(d) === month).length, pauses: calendar.pauses.some(p => monthOf(p.from) <= month && month <= monthOf(p.until)) };
  });
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The day to which a key leads; null for a key that leads nowhere. It may be of another month. */
export function dayAfterKey(key: string, on: string): string | null {
  if (key in steps) {
    return addDays(on, steps[key]!);
  }
  const month = monthOf(on);
  switch (key) {
    case 'Home':
      return addDays(on, -weekdayOf(on));
    case 'End':
      return addDays(on, 6 - weekdayOf(on));
    case 'PageUp':
    case 'PageDown': {
      const days = daysOf(addMonths(month, key === 'PageUp' ? -1 : 1));
      return days[Math.min(days.length, Number(on.slice(8))) - 1]!;
    }
    default:
      return null;
  }
}
