import type { Schemas } from '../../api/client';
import { addDays } from '../../format/format';

/** Days that are compared, both ends included. */
export interface Span {
  from: string;
  to: string;
}

/** This month so far, and as many days of the one before: of a shorter month all of them. */
export function spansOf(today: string): { now: Span; before: Span } {
  const first = `${today.slice(0, 8)}01`;
  const last = addDays(first, -1);
  const sameDay = `${last.slice(0, 8)}${today.slice(8)}`;
  return { now: { from: first, to: today }, before: { from: `${last.slice(0, 8)}01`, to: sameDay < last ? sameDay : last } };
}

export interface Sales {
  revenue: number;
  buyers: number;
  repeatBuyers: number;
}

/** The first month of a report of sales; null when it has none. */
export function salesOf(report: Schemas['ReportsBody']): Sales | null {
  const table = report.reports[0]?.tables.find(t => t.id === 'monthly-sales');
  const row = table?.rows[0];
  if (!table || !row) {
    return null;
  }
  const value = (id: string) => row[table.columns.findIndex(c => c.id === id)]?.number ?? 0;
  return { revenue: value('revenue'), buyers: value('buyers'), repeatBuyers: value('repeat-buyers') };
}

/** The share of buyers who had bought in an earlier month; null without buyers. */
export const repeatRate = (sales: Sales): number | null => (sales.buyers === 0 ? null : sales.repeatBuyers / sales.buyers);
