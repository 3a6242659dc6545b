import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { admits, sendingsOf, timeOf, treeOf } from './plan';

type Step = Schemas['JourneyStep'];

const step = (id: string, more: Partial<Step> = {}): Step => ({ id, kind: 'send', parent: null, arm: null, after: null, at: null, channels: ['email'], messageId: id, experiment: null, arms: [], ...more });

const steps = [
  step('hello', { after: '0d', at: '19:30' }),
  step('wait', { kind: 'wait-for', after: '7d' }),
  step('thanks', { parent: 'wait', arm: 1 }),
  step('ask', { parent: 'wait', arm: 2, after: '12d', at: '12:10' }),
  step('deep', { kind: 'branch', parent: 'wait', arm: 2 }),
  step('deeper', { parent: 'deep', arm: 2, after: '20d' }),
  step('last', { after: '30d', at: '09:00' }),
];

describe('the tree of steps', () => {
  it('has ways beneath their step, the empty ones included', () => {
    const tree = treeOf(steps);
    expect(tree.map(n => n.step.id)).toEqual(['hello', 'wait', 'last']);
    expect(tree[1]!.arms.map(arm => arm.map(n => n.step.id))).toEqual([['thanks'], ['ask', 'deep']]);
    expect(tree[1]!.arms[1]![1]!.arms.map(arm => arm.map(n => n.step.id))).toEqual([[], ['deeper']]);
  });

  it('has every step once', () => {
    const ids = (nodes: ReturnType<typeof treeOf>): string[] => nodes.flatMap(n => [n.step.id, ...n.arms.flatMap(ids)]);
    expect(ids(treeOf(steps)).sort()).toEqual(steps.map(s => s.id).sort());
  });
});

describe('when a step is due', () => {
  it.each([
    ['0d', null, { kind: 'day', days: 0, at: null }],
    ['120d', '19:30', { kind: 'day', days: 120, at: '19:30' }],
    ['PT2H', null, { kind: 'exactly', minutes: 120 }],
    ['P1DT30M', null, { kind: 'exactly', minutes: 1470 }],
    [null, null, { kind: 'at-once' }],
  ])('%s at %s', (after, at, expected) => expect(timeOf({ after, at })).toEqual(expected));
});

describe('a schedule', () => {
  it('has every message on its day; one that follows at once, on the day of the step before it', () => {
    expect(sendingsOf('j', steps).map(s => `${s.day} ${s.step.id}${s.isSometimes ? '?' : ''}`)).toEqual(['0 hello', '7 thanks?', '12 ask?', '20 deeper?', '30 last']);
  });

  it('orders one day by its times', () => {
    expect(sendingsOf('j', [step('b', { after: '3d', at: '12:10' }), step('a', { after: '3d', at: '09:00' })]).map(s => s.step.id)).toEqual(['a', 'b']);
  });
});

describe('a gate', () => {
  const gate = { model: 'six-rank', ranks: ['new'], half: 'current' as const };
  it('admits its ranks and half alone', () => {
    expect(admits(gate, 'six-rank', 'new', 'current')).toBe(true);
    expect(admits(gate, 'six-rank', 'new', 'lapsed')).toBe(false);
    expect(admits(gate, 'six-rank', 'royal', 'current')).toBe(false);
    expect(admits(gate, 'five-class', 'new', 'current')).toBe(false);
  });
  it('without ranks admits all of the model', () => expect(admits({ ...gate, ranks: [], half: 'any' }, 'six-rank', 'royal', 'lapsed')).toBe(true));
  it('that is none admits everybody', () => expect(admits(null, 'six-rank', 'royal', 'lapsed')).toBe(true));
});
