import { describe, expect, it } from 'vitest';
import { linesOption } from '../charts/options';
import { barsOption } from '../charts/bars';
import { paletteOf } from '../charts/palette';
import { sankeyOption } from '../charts/sankey';
import { formatsOf } from '../format/format';
import { cellText, differenceText, flowsOf, metricText, minorOf, numberAt, pText, tableOf, textAt } from './figures';
import { firstOf } from './Period';
import type { ReportTable } from './server';

const ja = formatsOf('ja', 'Asia/Tokyo');
const say = (text: { ja: string }) => text.ja;
const points = (value: string) => `${value}ポイント`;
const palette = paletteOf({ getPropertyValue: (name: string) => name } as CSSStyleDeclaration);
const word = (text: string, id: string | null = null) => ({ text: { ja: text, en: text }, id, number: null });
const number = (value: number | null) => ({ text: null, id: null, number: value });

const matrix: ReportTable = {
  id: 'rank-migration',
  title: { ja: '', en: '' },
  columns: ['from', 'royal', 'royal:lapsed', 'sum'].map(id => ({ id, title: { ja: id, en: id }, unit: 'count' as const })),
  rows: [
    [word('ロイヤル', 'royal'), number(3), number(1), number(4)],
    [word('未登録', 'not-yet'), number(2), number(0), number(2)],
  ],
};

describe('a figure', () => {
  it.each([
    ['purchase', 0.3434, '34.3%'],
    ['revenue', 40577.6, '40,578円'],
  ] as const)('of %s is written as %s → %s', (metric, value, text) => expect(metricText(metric, value, 'JPY', ja)).toBe(text));

  it.each([
    ['purchase', 0.009, '+0.9ポイント'],
    ['purchase', -0.077, '−7.7ポイント'],
    ['purchase', 0, '±0.0ポイント'],
    ['margin', -120, '−120円'],
  ] as const)('that differs in %s by %d has its sign', (metric, value, text) => expect(differenceText(metric, value, 'JPY', ja, points)).toBe(text));

  it.each([
    [0.0009, '< 0.001'],
    [0.001, '0.001'],
    [0.0667, '0.067'],
  ])('p of %d is written %s', (p, text) => expect(pText(p)).toBe(text));
});

describe('a cell', () => {
  it.each([
    [word('2025-04'), 'text', '2025年4月'],
    [word('Royal'), 'text', 'Royal'],
    [number(null), 'count', '–'],
    [number(0), 'count', '0'],
    [number(0.0714), 'share', '7.1%'],
    [number(47921), 'amount', '47,921円'],
    [number(130), 'days', '130'],
  ] as const)('%o of %s is %s', (cell, unit, text) => expect(cellText(cell, unit, 'JPY', ja, say)).toBe(text));

  it('of money comes in major units', () => {
    expect(minorOf(12.5, 'GBP')).toEqual({ amount: 1250, currency: 'GBP' });
    expect(minorOf(12, 'JPY')).toEqual({ amount: 12, currency: 'JPY' });
  });

  it('is found by its column', () => {
    expect([textAt(matrix, matrix.rows[0]!, 'from'), numberAt(matrix, matrix.rows[0]!, 'royal:lapsed'), numberAt(matrix, matrix.rows[0]!, 'none')]).toEqual(['ロイヤル', 1, 0]);
    expect([tableOf([matrix], 'rank-migration'), tableOf([matrix], 'other')]).toEqual([matrix, undefined]);
  });
});

describe('migration', () => {
  const flows = flowsOf(matrix);

  it('counts everybody once: sums are no place, and where nobody went is no stream', () => {
    expect(flows).toEqual([
      { from: 'royal', to: 'royal', customers: 3 },
      { from: 'royal', to: 'royal:lapsed', customers: 1 },
      { from: 'not-yet', to: 'royal', customers: 2 },
    ]);
  });

  it('stands in the order of the ranks, with what each place holds', () => {
    type Drawn = { series: [{ data: { name: string; label: { formatter: string }; itemStyle: { color: string } }[]; links: unknown[] }] };
    const { data, links } = (sankeyOption(palette, flows, ['royal', 'royal:lapsed', 'not-yet'], id => id, String) as unknown as Drawn).series[0];
    expect(data.map(d => [d.name, d.label.formatter])).toEqual([
      ['<royal', 'royal 4'],
      ['<not-yet', 'not-yet 2'],
      ['>royal', 'royal 5'],
      ['>royal:lapsed', 'royal:lapsed 1'],
    ]);
    expect(new Set(data.map(d => d.itemStyle.color))).toEqual(new Set(['--current', '--muted-bar', '--lapsed']));
    expect(links).toHaveLength(3);
  });
});

describe('charts', () => {
  it('of more lines than colors give the next round other marks', () => {
    type Drawn = { series: { color: string; symbol: string }[] };
    const lines = Array.from({ length: 12 }, (_, at) => ({ name: `${at}`, values: [at] }));
    const looks = (linesOption(palette, ['a'], lines, String) as unknown as Drawn).series.map(s => `${s.color} ${s.symbol}`);
    expect(new Set(looks).size).toBe(12);
  });

  it('of bars begin on top', () => {
    type Drawn = { yAxis: { inverse: boolean; data: string[] }; series: { data: number[] }[] };
    const drawn = barsOption(palette, ['a', 'b'], [{ name: 'sent', values: [1, 2] }], String) as unknown as Drawn;
    expect([drawn.yAxis.inverse, drawn.yAxis.data, drawn.series[0]!.data]).toEqual([true, ['a', 'b'], [1, 2]]);
  });
});

describe('a period', () => {
  it('ends today and has as many days as it says', () => {
    expect([firstOf('month', '2026-03-02'), firstOf('year', '2026-03-02')]).toEqual(['2026-02-01', '2025-03-03']);
  });
});
