import type { Schemas } from '../api/client';
import type { Formats } from '../format/format';
import type { ReportTable } from './server';

type Metric = Schemas['Metric'];
type Cell = Schemas['ReportCellBody'];
type LocalText = Schemas['LocalText'];

const unknown = '–';

/** How a figure of a metric is written: a share, or minor units of money per customer. */
export function isMoney(metric: Metric): boolean {
  return metric === 'revenue' || metric === 'margin';
}

export function metricText(metric: Metric, value: number, currency: string, formats: Formats): string {
  return isMoney(metric) ? formats.money({ amount: Math.round(value), currency }) : formats.share(value);
}

/** A difference with its sign, of shares in points. */
export function differenceText(metric: Metric, value: number, currency: string, formats: Formats, points: (value: string) => string): string {
  const size = Math.abs(value);
  const text = isMoney(metric) ? formats.money({ amount: Math.round(size), currency }) : points((size * 100).toFixed(1));
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${text}`;
}

export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** A cell as the reader writes it. Months come as 2026-05. */
export function cellText(cell: Cell, unit: Schemas['ReportUnit'], currency: string, formats: Formats, say: (text: LocalText) => string): string {
  if (cell.text !== null) {
    const text = say(cell.text);
    return /^\d{4}-\d{2}$/.test(text) ? formats.month(text) : text;
  }
  if (cell.number === null) {
    return unknown;
  }
  return unit === 'share' ? formats.share(cell.number) : unit === 'amount' ? formats.money(minorOf(cell.number, currency)) : formats.count(cell.number);
}

/** Reports say amounts in major units. */
export function minorOf(amount: number, currency: string): Schemas['Money'] {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
  return { amount: Math.round(amount * 10 ** digits), currency };
}

export function tableOf(tables: readonly ReportTable[], id: string): ReportTable | undefined {
  return tables.find(t => t.id === id);
}

/** Where a column stands; -1 where there is none. */
export function columnOf(table: ReportTable, id: string): number {
  return table.columns.findIndex(c => c.id === id);
}

export function textAt(table: ReportTable, row: readonly Cell[], column: string): string {
  return row[columnOf(table, column)]?.text?.en ?? '';
}

export function numberAt(table: ReportTable, row: readonly Cell[], column: string): number {
  return row[columnOf(table, column)]?.number ?? 0;
}

const sum = 'sum';

/** Who went from where to where, by rank and half; nobody is left out, and sums are no place. */
export interface Flow {
  from: string;
  to: string;
  customers: number;
}

export function flowsOf(matrix: ReportTable): Flow[] {
  return matrix.rows.flatMap(row =>
    matrix.columns.slice(1).flatMap((column, at) => {
      if (column.id === sum) {
        return [];
      }
      const customers = row[at + 1]?.number ?? 0;
      return customers > 0 ? [{ from: row[0]?.id ?? '', to: column.id, customers }] : [];
    }),
  );
}
