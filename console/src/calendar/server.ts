import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done, type Schemas } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Planned } from './month';

export const yearQuery = (year: string) =>
  queryOptions({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/calendar', { params: { query: { from: `${year}-01-01`, until: `${year}-12-31` } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000, // broadcasts begin and end by themselves
  });

export const yearDaysQuery = (month: number) =>
  queryOptions({
    queryKey: ['year-days', month],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/calendar/year-days', { params: { query: { month: `${month}` } }, signal })),
    staleTime: 10 * 60_000,
  });

/** A move that can be taken back: what was written before, and what is now. */
export interface Moved {
  broadcast: Planned;
  on: string;
  before: Schemas['DraftBody'] | null;
  after: Schemas['DraftBody'];
}

/** Somebody else was faster. */
export class OtherHand extends Error {}

/** Moves a broadcast as a draft, over what was seen of it. */
export async function moveBroadcast(broadcast: Planned, on: string): Promise<Moved> {
  const before = broadcast.draft === null ? null : await bodyOf(api.GET('/api/drafts/{kind}/{name}', { params: { path: { kind: broadcast.kind, name: broadcast.id } } }));
  const header = before === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${before.draft.tag}"` };
  const after = await fast(bodyOf(api.POST('/api/broadcasts/{id}/move', { params: { path: { id: broadcast.id }, header }, body: { on, by: null } })));
  return { broadcast, on, before, after };
}

/** Takes a move back: the words of before, or no draft at all. */
export function takeBack({ broadcast, before, after }: Moved): Promise<void> {
  const params = { path: { kind: broadcast.kind, name: broadcast.id }, header: { 'If-Match': `"${after.draft.tag}"` } };
  return fast(
    before === null
      ? done(api.DELETE('/api/drafts/{kind}/{name}', { params }))
      : done(api.PUT('/api/drafts/{kind}/{name}', { params, body: { text: before.text, basedOn: before.draft.basedOn, by: before.draft.savedBy } })),
  );
}

async function fast<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ApiProblem && error.status === 412 ? new OtherHand() : error;
  }
}
