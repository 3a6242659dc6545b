import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type RolloutAct = Schemas['RolloutAct'];

/** The stages that the page offers. */
export const stages: readonly number[] = [5, 25, 100];

export const stageDaysMost = 90;

/** Days that a stage can last; null for a text that is none. */
export function daysOf(text: string): number | null {
  const days = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= stageDaysMost ? days : null;
}

/** What an act may be by somebody of that role, in the order of the buttons. */
export function actsOf(acts: readonly RolloutAct[], role: Schemas['Role'] | undefined): RolloutAct[] {
  const order: readonly RolloutAct[] = ['resume', 'advance', 'finish', 'stop'];
  return role === undefined || role === 'viewer' ? [] : order.filter(act => acts.includes(act));
}

/** The share of so many, as people write it; a dash where there is nothing to share. */
export function shareOf(count: number, of: number): string {
  return of === 0 ? '–' : `${((100 * count) / of).toFixed(1)}%`;
}

export const rolloutQuery = (id: string) =>
  queryOptions({
    queryKey: ['rollout', id], // of its own: it is gone when another version comes
    queryFn: ({ signal }) => bodyOf(api.GET('/api/journeys/{id}/rollout', { params: { path: { id } }, signal })),
  });

export function steer(id: string, act: RolloutAct, by: string, why: string): Promise<Schemas['RolloutItem']> {
  return bodyOf(api.POST('/api/journeys/{id}/rollout', { params: { path: { id } }, body: { act, by, why } }));
}
