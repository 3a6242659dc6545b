import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { repeatRate, salesOf, spansOf } from './month';

describe('the days that are compared', () => {
  it.each([
    ['2026-11-22', '2026-11-01', '2026-10-01', '2026-10-22'],
    ['2026-03-31', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['2028-03-29', '2028-03-01', '2028-02-01', '2028-02-29'],
    ['2026-01-01', '2026-01-01', '2025-12-01', '2025-12-01'],
  ])('are those of %s and of the month before', (today, from, beforeFrom, beforeTo) => {
    expect(spansOf(today)).toEqual({ now: { from, to: today }, before: { from: beforeFrom, to: beforeTo } });
  });
});

describe('sales', () => {
  const column = (id: string) => ({ id, title: { ja: id, en: id }, unit: 'count' as const });
  const cell = (number: number) => ({ text: null, id: null, number });
  const report = (rows: number[][]) =>
    ({ reports: [{ tables: [{ id: 'monthly-sales', columns: ['month', 'buyers', 'repeat-buyers', 'revenue'].map(column), rows: rows.map(r => r.map(cell)) }] }] }) as unknown as Schemas['ReportsBody'];

  it('are read by the names of columns', () => {
    const sales = salesOf(report([[0, 8, 6, 12000]]));
    expect(sales).toEqual({ revenue: 12000, buyers: 8, repeatBuyers: 6 });
    expect(repeatRate(sales!)).toBe(0.75);
  });

  it('have no repeat rate without buyers, and are none without a month', () => {
    expect(repeatRate({ revenue: 0, buyers: 0, repeatBuyers: 0 })).toBeNull();
    expect(salesOf(report([]))).toBeNull();
  });
});
