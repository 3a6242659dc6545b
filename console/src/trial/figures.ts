import type { Schemas } from '../api/client';
import { addDays } from '../format/format';

type Item = Schemas['BackTestItem'];

/** What the drafts, and what is live, would have done; one may be missing. */
export interface Sides {
  drafts: Item | undefined;
  published: Item | undefined;
}

export const sides = ['drafts', 'published'] as const;
export type Side = (typeof sides)[number];

export function sidesOf(results: readonly Item[]): Sides {
  return { drafts: results.find(r => r.plan === 'drafts'), published: results.find(r => r.plan === 'published') };
}

/** The sides that were tried. */
export function triedOf(of: Sides): Side[] {
  return sides.filter(side => of[side] !== undefined);
}

/** Something with its count on each side; 0 where a side has none of it. */
export interface Beside<T> {
  row: T;
  counts: Record<Side, number>;
}

/** Rows of both sides brought together by what they are about, in the order of their keys. */
export function beside<T extends { count: number }>(of: Sides, rowsOf: (item: Item) => readonly T[], keyOf: (row: T) => string): Beside<T>[] {
  const found = new Map<string, Beside<T>>();
  for (const side of triedOf(of)) {
    for (const row of rowsOf(of[side]!)) {
      const key = keyOf(row);
      const there = found.get(key) ?? { row, counts: { drafts: 0, published: 0 } };
      there.counts[side] += row.count;
      found.set(key, there);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** Every day from the first to the last, and the messages of each: also of those on which none went. */
export function daysOf(item: Item, from: string, until: string): { days: string[]; counts: number[] } {
  const sums = new Map<string, number>();
  for (const { day, count } of item.perDay) {
    sums.set(day, (sums.get(day) ?? 0) + count);
  }
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    days.push(day);
  }
  return { days, counts: days.map(day => sums.get(day) ?? 0) };
}

/** Messages that a frequency cap held back until the end, or for good. */
export function cappedOf(item: Item): number {
  return item.unsent.filter(u => u.reason === 'FrequencyCap').reduce((sum, u) => sum + u.count, 0);
}

export function lineOf(item: Item): number {
  return item.linePerMonth.reduce((sum, month) => sum + month.count, 0);
}

type Path = readonly Schemas['BackTestMessageItem'][];

/** One customer with their path on each side on which they are a sample. */
export interface Sample {
  customer: string;
  paths: Partial<Record<Side, Path>>;
}

export function samplesOf(of: Sides): Sample[] {
  const found = new Map<string, Sample>();
  for (const side of triedOf(of)) {
    for (const { customer, messages } of of[side]!.samples) {
      const there = found.get(customer) ?? { customer, paths: {} };
      there.paths[side] = messages;
      found.set(customer, there);
    }
  }
  return [...found.values()].sort((a, b) => Object.keys(b.paths).length - Object.keys(a.paths).length || (a.customer < b.customer ? -1 : 1));
}

/** What of a path is not in another, message for message. */
export function newIn(path: Path, other: Path | undefined): ReadonlySet<number> {
  const keyOf = (m: Path[number]) => [m.day, m.journey, m.step, m.channel, m.state, m.reason].join('|');
  const known = (other ?? path).map(keyOf);
  return new Set(
    path.flatMap((m, at) => {
      const found = known.indexOf(keyOf(m));
      if (found < 0) {
        return [at];
      }
      known.splice(found, 1);
      return [];
    }),
  );
}

/** +3, −3 or ±0, written as the reader writes numbers. */
export function signed(value: number, count: (value: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${count(Math.abs(value))}`;
}
