import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { dueOf, waitingOf } from './due';

const item = (id: string, checkAt: string, hypothesis: string | null = '増える') => ({ id, checkAt, hypothesis }) as Schemas['ExperimentItem'];
const dayOf = (iso: string) => iso.slice(0, 10);

describe('a hypothesis', () => {
  it.each([
    ['2026-05-31T10:00:00+09:00', true], // today
    ['2026-06-01T00:00:00+09:00', false], // tomorrow
    ['2026-05-18T00:00:00+09:00', true], // 13 days ago
    ['2026-05-17T23:59:00+09:00', false], // two weeks ago
  ])('of %s waits for somebody: %s', (checkAt, isDue) => {
    expect(dueOf([item('a', checkAt)], '2026-05-31', dayOf).length === 1).toBe(isDue);
  });

  it('that nobody said waits for nobody', () => {
    expect(dueOf([item('a', '2026-05-31T00:00:00+09:00', null)], '2026-05-31', dayOf)).toEqual([]);
  });
});

describe('a broadcast', () => {
  const broadcast = (id: string, state: Schemas['BroadcastState'], startsAt: string) => ({ id, state, startsAt }) as Schemas['BroadcastItem'];

  it('waits for somebody until they approve of it or let it go on, the next one first', () => {
    const all = [
      broadcast('later', 'waits-for-approval', '2026-06-02T10:00:00+09:00'),
      broadcast('planned', 'scheduled', '2026-06-01T10:00:00+09:00'),
      broadcast('off', 'cancelled', '2026-06-01T10:00:00+09:00'),
      broadcast('paused', 'paused', '2026-06-01T02:00:00Z'),
      broadcast('sooner', 'waits-for-approval', '2026-06-01T10:00:00+09:00'),
    ];
    expect(waitingOf(all).map(b => b.id)).toEqual(['sooner', 'paused', 'later']);
  });
});
