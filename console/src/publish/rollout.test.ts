import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { atOnce, insideOf, wayOf } from './choice';
import { actsOf, daysOf, shareOf } from './rollout';

describe('the way of a publication', () => {
  it.each([
    [atOnce, { policy: 'pin', rollout: null }],
    [{ ...atOnce, policy: 'move' }, { policy: 'move', rollout: null }],
    [{ policy: 'move', isStaged: true, stageDays: 3 }, { policy: 'pin', rollout: { percents: [5, 25, 100], stageDays: 3 } }], // who was drawn stays
    [{ ...atOnce, isStaged: true, stageDays: '' }, null],
    [{ ...atOnce, isStaged: true, stageDays: 91 }, null],
  ] as const)('%j is %j', (way, asked) => {
    expect(wayOf(way)).toEqual(asked);
  });

  it.each([['1', 1], ['90', 90], ['0', null], ['91', null], ['1.5', null], ['', null]] as const)('reads %j as days: %s', (text, days) => {
    expect(daysOf(text)).toBe(days);
  });

  it('counts who would go on, end and stay in all journeys', () => {
    const place = (inside: number, outcome: Schemas['StandingMoveOutcome'] | null) => ({ inside, move: outcome === null ? null : { outcome, step: null, reason: null } });
    const journeys = [{ inside: [place(3, 'go'), place(2, 'end')] }, { inside: [place(4, 'go'), place(5, 'stay')] }, { inside: [place(7, null)] }];
    expect(insideOf({ journeys } as unknown as Schemas['PublishPreview'])).toEqual({ go: 7, end: 2, stay: 12 });
  });
});

describe('a roll-out', () => {
  it('is steered by those who may, with what applies', () => {
    expect(actsOf(['advance', 'stop', 'finish'], 'editor')).toEqual(['advance', 'finish', 'stop']);
    expect(actsOf(['resume', 'finish'], 'admin')).toEqual(['resume', 'finish']);
    expect(actsOf(['advance'], 'viewer')).toEqual([]);
    expect(actsOf(['advance'], undefined)).toEqual([]);
  });

  it('shows shares of messages', () => {
    expect([shareOf(1, 300), shareOf(0, 0), shareOf(0, 5)]).toEqual(['0.3%', '–', '0.0%']);
  });
});
