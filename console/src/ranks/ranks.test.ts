import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { contentOf, editedText, says } from '../editor/text/file';
import { edited, type Edit, type Json } from '../editor/text/json';
import { addCondition, addedRank, conditionOf, conditionText, modelOf, movedRank, numberText, removeCondition, removedRank, setCondition, withSubject, type Condition } from './model';
import { movesOfReport, movesOfTrial, sumsOf } from './moves';

const packs = ['six-rank', 'five-class', 'four-stage'].map(id => [id, readFileSync(`../templates/ranks/${id}.yaml`, 'utf8')] as const);
const valueOf = (text: string) => (contentOf(text) as { isWhole: true; value: Json }).value;
const fileOf = (text: string) => modelOf(valueOf(text))!;

describe('a condition', () => {
  it.each([
    ['orderCount >= 8', { kind: 'number', subject: 'orderCount', sign: '>=', value: '8', figure: null }],
    ['totalAmount >= 8 * shop.averageOrderValue', { kind: 'number', subject: 'totalAmount', sign: '>=', value: '8', figure: 'shop.averageOrderValue' }],
    ['discountShare <= 0.3', { kind: 'number', subject: 'discountShare', sign: '<=', value: '0.3', figure: null }],
    ['lapsed = false', { kind: 'truth', subject: 'lapsed', sign: '=', value: false }],
    ['amount + behaviour + relationship >= 6', { kind: 'number', subject: 'amount + behaviour + relationship', sign: '>=', value: '6', figure: null }],
    ['firstOrderDate >= 2026-01-31', { kind: 'other', text: 'firstOrderDate >= 2026-01-31' }],
    ['attribute.size = "L"', { kind: 'other', text: 'attribute.size = "L"' }],
    ['whatever', { kind: 'other', text: 'whatever' }],
  ] as const)('is read and written as it is: %s', (text, condition) => {
    expect(conditionOf(text)).toEqual(condition);
    expect(conditionText(condition as Condition)).toBe(text);
  });

  it('of any kind comes back', () => {
    const numbers = fc.record({ kind: fc.constant('number' as const), subject: fc.constantFrom('orderCount', 'totalAmount', 'a + b'), sign: fc.constantFrom('>=', '>', '<=', '<', '=', '!='), value: fc.oneof(fc.nat().map(String), fc.constant('0.25')), figure: fc.constantFrom(null, 'shop.averageOrderValue', 'shop.averageRevenuePerCustomer') });
    fc.assert(
      fc.property(numbers, condition => {
        expect(conditionOf(conditionText(condition as Condition))).toEqual(condition);
      }),
    );
  });

  it('that asks for something else keeps what fits', () => {
    const amount = conditionOf('totalAmount > 2 * shop.averageOrderValue');
    expect(conditionText(withSubject(amount, 'averageOrderValue'))).toBe('averageOrderValue > 2 * shop.averageOrderValue');
    expect(conditionText(withSubject(amount, 'orderCount'))).toBe('orderCount > 2');
    expect(conditionText(withSubject(amount, 'lapsed'))).toBe('lapsed = true');
    expect(conditionText(withSubject(conditionOf('lapsed = false'), 'orderCount'))).toBe('orderCount >= 1');
  });

  it('takes numbers as people write them', () => {
    expect([numberText('３０，０００'), numberText('0.3'), numberText('-1'), numberText('1e3'), numberText('')]).toEqual(['30000', '0.3', null, null, null]);
  });
});

describe.each(packs)('the form of %s', (_, text) => {
  const model = fileOf(text);
  const acts = ([
    ...model.ranks.flatMap((rank, at) => [...rank.conditions.map((c, n) => setCondition(rank, n, withSubject(conditionOf(c), 'orderCount'))), ...rank.conditions.map((_, n) => [removeCondition(rank, n)]), [at < model.ranks.length - 1 ? addCondition(rank) : null], [movedRank(model, at, 1)], [movedRank(model, at, -1)], [removedRank(model, at)], [addedRank(model, at, '新しい')]]),
    [{ kind: 'set' as const, path: ['demotion'], value: { graceDays: 30 } }],
    [{ kind: 'set' as const, path: ['lapsedAfterDays'], value: 120 }],
  ] as (Edit | null)[][]).map(edits => edits.filter(edit => edit !== null));

  it('and its text say the same after every change, with the comments of the rest', () => {
    for (const edits of acts.filter(list => list.length > 0)) {
      const value = valueOf(text);
      const after = edits.reduce(editedText, text);
      expect(says(after, edits.reduce(edited, value))).toBe(true);
      expect(after).toContain(text.split('\n')[0]);
    }
  });

  it('leaves the last rank for everybody else, and every other rank a condition', () => {
    const last = model.ranks.length - 1;
    expect([movedRank(model, last, -1), movedRank(model, last - 1, 1), removedRank(model, last)]).toEqual([null, null, null]);
    expect(removeCondition({ ...model.ranks[0]!, conditions: ['orderCount >= 1'] }, 0)).toBeNull();
  });
});

describe('moves', () => {
  const name = (ja: string) => ({ ja, en: ja });
  const rank = (id: string) => ({ id, name: name(id), conditions: [], lapsedAfterDays: 180 }) as unknown as Schemas['RankBody'];
  const model = (...ids: string[]) => ({ ranks: ids.map(rank) }) as unknown as Schemas['RankModelBody'];

  it('of a trial leave out where nobody is', () => {
    const moves = movesOfTrial({
      before: model('top', 'rest'),
      after: model('star', 'top', 'rest'),
      moves: [
        { from: 'top', wasLapsed: false, to: 'star', isLapsed: false, customers: 2 },
        { from: 'rest', wasLapsed: true, to: 'rest', isLapsed: false, customers: 3 },
        { from: 'rest', wasLapsed: false, to: 'top', isLapsed: false, customers: 1 },
      ],
    } as unknown as Schemas['RankTrialBody']);
    expect([moves.from.map(p => p.key), moves.to.map(p => p.key), moves.counts]).toEqual([['top', 'rest', 'rest:lapsed'], ['star', 'top', 'rest'], [[2, 0, 0], [0, 1, 0], [0, 0, 3]]]);
    expect(sumsOf(moves)).toEqual({ up: 0, same: 3, down: 3 });
  });

  it('of the report know who is new', () => {
    const cell = (number: number) => ({ text: null, id: null, number });
    const head = (id: string) => ({ text: name(id), id, number: null });
    const moves = movesOfReport({
      columns: ['from', 'top', 'top:lapsed', 'rest', 'rest:lapsed', 'sum'].map(id => ({ id, title: name(id), unit: 'count' })),
      rows: [
        [head('top'), cell(1), cell(1), cell(0), cell(0), cell(2)],
        [head('top:lapsed'), cell(0), cell(0), cell(0), cell(0), cell(0)],
        [head('rest'), cell(4), cell(0), cell(0), cell(0), cell(4)],
        [head('rest:lapsed'), cell(0), cell(0), cell(0), cell(0), cell(0)],
        [head('not-yet'), cell(0), cell(0), cell(5), cell(0), cell(5)],
      ],
    } as unknown as Schemas['ReportTableBody']);
    expect(moves.from.map(p => p.key)).toEqual(['top', 'rest', 'not-yet']);
    expect(moves.to.map(p => p.key)).toEqual(['top', 'top:lapsed', 'rest']);
    expect(sumsOf(moves)).toEqual({ up: 4, same: 7, down: 0 });
  });
});
