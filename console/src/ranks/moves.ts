import type { Schemas } from '../api/client';

type Text = Schemas['LocalText'];

/** A square of who was where and is where: rows for the one, columns for the other. */
export interface Moves {
  from: readonly Place[];
  to: readonly Place[];
  /** As many rows as there are places in from, as many cells as in to. */
  counts: readonly (readonly number[])[];
}

/** A rank with its half. */
export interface Place {
  key: string;
  name: Text;
  isLapsed: boolean;
  /** How far from the top; a model's own. Null for those whom the shop did not know. */
  level: number | null;
}

/** Of a rank model that was tried out. Places where nobody is or goes are left out. */
export function movesOfTrial({ before, after, moves }: Schemas['RankTrialBody']): Moves {
  const [rows, columns] = [placesOf(before), placesOf(after)];
  return filled({ from: rows, to: columns, counts: rows.map(row => columns.map(column => moves.find(m => keyOf(m.from, m.wasLapsed) === row.key && keyOf(m.to, m.isLapsed) === column.key)?.customers ?? 0)) });
}

/** Of the report of rank migration: its last column and nothing else is a sum. */
export function movesOfReport(table: Schemas['ReportTableBody']): Moves {
  const columns = table.columns.slice(1, -1).map((column, at) => placeOf(column.id, column.title, at));
  const rows = table.rows.map((row, at) => placeOf(row[0]!.id ?? '', row[0]!.text ?? { ja: '', en: '' }, at));
  return filled({ from: rows, to: columns, counts: table.rows.map(row => row.slice(1, -1).map(cell => cell.number ?? 0)) });
}

function placeOf(key: string, name: Text, at: number): Place {
  return { key, name, isLapsed: key.endsWith(':lapsed'), level: key === 'not-yet' ? null : Math.floor(at / 2) };
}

const keyOf = (rank: string, isLapsed: boolean) => (isLapsed ? `${rank}:lapsed` : rank);

function placesOf(model: Schemas['RankModelBody'] | null | undefined): Place[] {
  return (model?.ranks ?? []).flatMap((rank, level) =>
    [false, true].map(isLapsed => ({ key: keyOf(rank.id, isLapsed), isLapsed, level, name: { ja: `${rank.name.ja}（${isLapsed ? '離脱' : '現在'}）`, en: `${rank.name.en} (${isLapsed ? 'lapsed' : 'current'})` } })),
  );
}

function filled({ from, to, counts }: Moves): Moves {
  const rows = from.map((_, at) => counts[at]!.some(count => count > 0));
  const columns = to.map((_, at) => counts.some(row => row[at]! > 0));
  return {
    from: from.filter((_, at) => rows[at]),
    to: to.filter((_, at) => columns[at]),
    counts: counts.filter((_, at) => rows[at]).map(row => row.filter((_, at) => columns[at])),
  };
}

/** Which way somebody goes who is here and then there; where models differ in their ranks, only by the place from the top. */
export function wayOf(from: Place, to: Place): 'up' | 'down' | 'same' {
  return from.level === null || to.level === null || from.level === to.level ? 'same' : to.level < from.level ? 'up' : 'down';
}

/** How many stay where they are, go up and go down. */
export function sumsOf({ from, to, counts }: Moves): Record<'up' | 'down' | 'same', number> {
  const sums = { up: 0, down: 0, same: 0 };
  from.forEach((row, i) => to.forEach((column, j) => (sums[wayOf(row, column)] += counts[i]![j]!)));
  return sums;
}
