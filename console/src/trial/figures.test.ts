import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { beside, cappedOf, daysOf, lineOf, newIn, samplesOf, sidesOf, signed, triedOf } from './figures';
import { messageOfStep } from './names';

type Item = Schemas['BackTestItem'];

function item(of: Partial<Item>): Item {
  return { plan: 'drafts', orders: 0, customers: 0, enrollments: 0, sent: 0, perDay: [], perStep: [], linePerMonth: [], unsent: [], samples: [], check: null, delayed: [], ...of };
}

const message = (day: string): Schemas['BackTestMessageItem'] => ({ day, journey: 'j', step: 's', channel: 'email', state: 'sent', reason: null });

describe('both sides', () => {
  it('are told by their plan, whatever their order', () => {
    const of = sidesOf([item({ plan: 'published', sent: 1 }), item({ plan: 'drafts', sent: 2 })]);
    expect([of.drafts?.sent, of.published?.sent]).toEqual([2, 1]);
    expect(triedOf(of)).toEqual(['drafts', 'published']);
  });

  it('may be one only', () => {
    expect(triedOf(sidesOf([item({ plan: 'published' })]))).toEqual(['published']);
  });

  it('stand beside each other, with 0 where one has nothing', () => {
    const of = sidesOf([
      item({ perStep: [{ journey: 'j', step: 'b', channel: 'email', count: 3 }] }),
      item({
        plan: 'published',
        perStep: [
          { journey: 'j', step: 'b', channel: 'email', count: 2 },
          { journey: 'j', step: 'a', channel: 'line', count: 7 },
        ],
      }),
    ]);
    const rows = beside(of, i => i.perStep, s => `${s.step}|${s.channel}`);
    expect(rows.map(r => [r.row.step, r.counts.drafts, r.counts.published])).toEqual([
      ['a', 0, 7],
      ['b', 3, 2],
    ]);
  });

  it('add up what has the same key', () => {
    const unsent = (step: string, count: number) => ({ journey: 'j', step, state: 'withheld' as const, reason: 'NoConsent', count });
    const rows = beside(sidesOf([item({ unsent: [unsent('a', 1), unsent('b', 2)] })]), i => i.unsent, u => u.reason);
    expect(rows.map(r => r.counts)).toEqual([{ drafts: 3, published: 0 }]);
  });
});

describe('days', () => {
  const perDay = [
    { day: '2026-02-28', channel: 'email' as const, count: 2 },
    { day: '2026-02-28', channel: 'line' as const, count: 1 },
    { day: '2026-03-02', channel: 'email' as const, count: 4 },
  ];

  it('are all there, with 0 where nothing went, over the end of a month', () => {
    expect(daysOf(item({ perDay }), '2026-02-27', '2026-03-02')).toEqual({ days: ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'], counts: [0, 3, 0, 4] });
  });

  it('may be a single one', () => {
    expect(daysOf(item({ perDay }), '2026-03-02', '2026-03-02').counts).toEqual([4]);
  });
});

describe('sums', () => {
  it('know what caps held back, and nothing else', () => {
    const of = (reason: string, count: number) => ({ journey: 'j', step: 's', state: 'planned' as const, reason, count });
    expect(cappedOf(item({ unsent: [of('FrequencyCap', 3), of('QuietHours', 5), of('', 7)] }))).toBe(3);
  });

  it('of LINE go over all months', () => {
    expect(lineOf(item({ linePerMonth: [{ month: '2026-01', count: 2 }, { month: '2026-02', count: 3 }] }))).toBe(5);
  });

  it.each([
    [3, '+3'],
    [0, '±0'],
    [-2, '−2'],
  ])('that differ by %i are written %s', (value, text) => expect(signed(value, String)).toBe(text));
});

describe('samples', () => {
  it('who are on both sides come first, with both paths', () => {
    const samples = samplesOf(
      sidesOf([
        item({ samples: [{ customer: 'a', messages: [message('2026-03-01')] }, { customer: 'b', messages: [message('2026-03-02')] }] }),
        item({ plan: 'published', samples: [{ customer: 'b', messages: [] }] }),
      ]),
    );
    expect(samples.map(s => [s.customer, s.paths.drafts?.length, s.paths.published?.length])).toEqual([
      ['b', 1, 0],
      ['a', 1, undefined],
    ]);
  });
});

describe('a path beside another', () => {
  it('shows what only it has, and repeated messages one by one', () => {
    const path = [message('2026-03-01'), message('2026-03-01'), message('2026-03-04')];
    expect([...newIn(path, [message('2026-03-01'), message('2026-03-02')])]).toEqual([1, 2]);
  });

  it('is as it was where the other is unknown', () => {
    expect(newIn([message('2026-03-01')], undefined).size).toBe(0);
    expect(newIn([message('2026-03-01')], []).size).toBe(1);
  });
});

describe('the message of a step', () => {
  const text = 'id: j\nsteps:\n  - id: a\n    send: { channel: [email], message: hello }\n  - id: b\n    branch:\n      - otherwise: true\n        steps:\n          - { id: c, send: { channel: [line], message: deep } }\n';

  it('is found at every depth of the file', () => {
    const of = messageOfStep(text);
    expect([of('a'), of('c'), of('b'), of('gone')]).toEqual(['hello', 'deep', undefined, undefined]);
  });

  it('is unknown of a file that is broken', () => {
    expect(messageOfStep('steps: [')('a')).toBeUndefined();
  });
});
