import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { gapsOf, mapOf, stages, triggerOf } from './map';

const text = (ja: string, id: string | null = null) => ({ text: { ja, en: ja }, id, number: null });
const number = (value: number | null) => ({ text: null, id: null, number: value });

const report = {
  tables: [
    { id: 'coverage', columns: [], rows: [] },
    {
      id: 'coverage-stages',
      columns: ['rank', ...stages].map(id => ({ id })),
      rows: [
        [text('新規（現在）', 'new'), ...[1, 0, 0, 0, 2, 0, 0, null].map(number)],
        [text('新規（離脱）', 'new:lapsed'), ...[null, null, null, null, 1, 0, null, 0].map(number)],
      ],
    },
    { id: 'coverage-stage-journeys', columns: [], rows: [[text('新規（現在）', 'new'), text('at-once'), text('お礼', 'thanks')], [text('新規（現在）', 'new'), text('birthday'), text('誕生日', 'birthday')], [text('新規（離脱）', 'new:lapsed'), text('birthday'), text('誕生日', 'birthday')]] },
  ],
} as unknown as Schemas['ReportBody'];

describe('the coverage of the plan', () => {
  it('has each place with its stages, and the journeys that fill them', () => {
    const [current, lapsed] = mapOf(report);
    expect(current!.cells.map(c => c.count)).toEqual([1, 0, 0, 0, 2, 0, 0, null]);
    expect(current!.cells[0]!.journeys.map(j => j.id)).toEqual(['thanks']);
    expect(lapsed!.cells[4]!.journeys.map(j => j.id)).toEqual(['birthday']);
    expect(gapsOf([current!, lapsed!])).toBe(5 + 2);
  });

  it('of a shop without one is empty', () => expect(mapOf(undefined)).toEqual([]));

  it.each([
    ['at-once', false, 'order'],
    ['later', true, 'registered'],
    ['birthday', true, 'birthday'],
    ['before-lapse', false, 'before-lapse'],
    ['after-lapse', false, 'lapsed'],
  ] as const)('begins a journey for %s by what brings it', (stage, isProspect, trigger) => expect(triggerOf(stage, isProspect)).toBe(trigger));
});
