import './texts';
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Schemas } from '../api/client';
import { draw } from '../testing/render';
import { addMonths, countsOfMonths, dayAfterKey, daysOf, monthDays, weeksOf, type Planned } from './month';
import { MonthGrid } from './MonthGrid';

const news: Planned = { kind: 'campaign', id: 'news', name: { ja: 'お知らせ', en: 'News' }, on: '2026-12-10', startsAt: '2026-12-10T01:00:00Z', state: 'scheduled', entered: 0, max: null, isToCome: true, draft: null };
const moved: Planned = { ...news, draft: { on: '2027-01-05', startsAt: '2027-01-05T01:00:00Z', tag: 't' } };
const calendar = (broadcasts: Planned[]): Schemas['CalendarBody'] => ({ from: '2026-12-01', until: '2027-01-31', today: '2026-11-21', holidays: [{ on: '2027-01-01', name: { ja: '元日', en: "New Year's Day" }, kind: 'named' }], pauses: [{ from: '2026-12-29', until: '2027-01-03' }], broadcasts });
const counts = (month: number): Schemas['YearDaysBody'] => ({ month, withoutDay: 0, days: [{ day: 28, birthdays: 2, firstOrders: 1 }, { day: 29, birthdays: 3, firstOrders: 0 }], countedAt: '2026-11-21T03:00:00Z' });

describe('a month', () => {
  it('has its days in weeks from Sunday', () => {
    const weeks = weeksOf('2026-03');
    expect(weeks.map(week => week.filter(day => day !== null).length)).toEqual([7, 7, 7, 7, 3]);
    expect(weeks[0]![0]).toBe('2026-03-01');
    expect(weeksOf('2026-08')[0]!.filter(day => day === null)).toHaveLength(6);
    expect(daysOf('2028-02')).toHaveLength(29);
  });

  it.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-05', -17, '2024-12'],
    ['2026-05', 0, '2026-05'],
  ] as const)('of %s, %i away, is %s', (month, away, expected) => expect(addMonths(month, away)).toBe(expected));

  it.each([
    ['ArrowLeft', '2026-03-01', '2026-02-28'],
    ['ArrowDown', '2026-03-30', '2026-04-06'],
    ['Home', '2026-03-04', '2026-03-01'],
    ['End', '2026-03-04', '2026-03-07'],
    ['PageUp', '2026-03-31', '2026-02-28'],
    ['PageDown', '2026-12-15', '2027-01-15'],
    ['a', '2026-03-04', null],
  ] as const)('is walked by %s from %s to %s', (key, from, to) => expect(dayAfterKey(key, from)).toBe(to));

  it('knows what is on its days', () => {
    const days = monthDays('2027-01', calendar([moved]), undefined);
    expect(days.filter(d => d.isPause).map(d => d.on)).toEqual(['2027-01-01', '2027-01-02', '2027-01-03']);
    expect(days[0]!.holiday?.name.ja).toBe('元日');
    expect(days[4]!.entries).toEqual([{ broadcast: moved, isDraft: true, goesTo: null }]);
    expect(monthDays('2026-12', calendar([moved]), undefined)[9]!.entries).toEqual([{ broadcast: moved, isDraft: false, goesTo: '2027-01-05' }]);
  });

  it('keeps birthdays of 29 February on the 28th where there is none', () => {
    const births = (month: string) => monthDays(month, calendar([]), counts(2)).filter(d => d.birthdays > 0).map(d => `${d.on} ${d.birthdays} ${d.firstOrders}`);
    expect(births('2026-02')).toEqual(['2026-02-28 5 1']);
    expect(births('2028-02')).toEqual(['2028-02-28 2 1', '2028-02-29 3 0']);
  });

  it('counts a broadcast where its draft would put it', () => {
    expect(countsOfMonths('2026', calendar([moved]))[11]).toEqual({ month: '2026-12', planned: 0, pauses: true });
    expect(countsOfMonths('2027', calendar([moved]))[0]).toEqual({ month: '2027-01', planned: 1, pauses: true });
    expect(countsOfMonths('2027', calendar([moved]))[1]).toEqual({ month: '2027-02', planned: 0, pauses: false });
  });
});

describe('the grid', () => {
  const show = (broadcasts: Planned[], onMove: ((b: Planned, on: string) => void) | null, onChoose = vi.fn()) =>
    draw(<MonthGrid month="2026-12" days={monthDays('2026-12', calendar(broadcasts), counts(12))} today="2026-12-02" chosen="2026-12-10" onMove={onMove} onChoose={onChoose} />);
  const cell = (day: string) => document.querySelector<HTMLElement>(`[data-day="${day}"]`)!;
  const drag = (from: string, to: string) => {
    const dataTransfer = { setData: vi.fn(), effectAllowed: '' };
    fireEvent.dragStart(within(cell(from)).getByText('お知らせ').parentElement!, { dataTransfer });
    fireEvent.dragOver(cell(to), { dataTransfer });
    fireEvent.drop(cell(to), { dataTransfer });
  };

  it('moves what is dragged to another day', async () => {
    const onMove = vi.fn();
    await show([news], onMove);
    drag('2026-12-10', '2026-12-15');
    expect(onMove).toHaveBeenCalledExactlyOnceWith(news, '2026-12-15');
    drag('2026-12-10', '2026-12-10');
    expect(onMove).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['begun', { ...news, state: 'done', isToCome: false } as Planned],
    ['moved elsewhere by its draft', moved],
  ])('does not let go what has %s', async (_, broadcast) => {
    await show([broadcast], vi.fn());
    expect(within(cell('2026-12-10')).getByText('お知らせ').parentElement!.draggable).toBe(false);
  });

  it('lets viewers move nothing', async () => {
    await show([news], null);
    expect(within(cell('2026-12-10')).getByText('お知らせ').parentElement!.draggable).toBe(false);
  });

  it('is walked with keys, one day in the order of tabs', async () => {
    const onChoose = vi.fn();
    await show([], null, onChoose);
    expect(screen.getAllByRole('gridcell').filter(c => c.tabIndex === 0).map(c => c.dataset['day'])).toEqual(['2026-12-10']);
    fireEvent.keyDown(cell('2026-12-10'), { key: 'ArrowUp' });
    expect(onChoose).toHaveBeenLastCalledWith('2026-12-03');
    expect(cell('2026-12-02').getAttribute('aria-current')).toBe('date');
    expect(within(cell('2026-12-28')).getByText('誕生日 2人')).toBeTruthy();
    expect(within(cell('2026-12-29')).getByText('配信休止')).toBeTruthy();
  });
});
