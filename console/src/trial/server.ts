import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done, type Schemas } from '../api/client';
import { problemOf } from '../api/problem';

const lookMs = 700;

export type Job = Schemas['BackTestBody'];
export type AskedPlan = Schemas['BackTestAskedPlan'];

/** Whether it began; refusals that somebody can do something about are told apart. */
export type Begun = { kind: 'begun'; job: Job } | { kind: 'faulty'; findings: readonly Schemas['LintItem'][] } | { kind: 'busy' } | { kind: 'not-available' };

export async function begin(plan: AskedPlan, from: string, until: string): Promise<Begun> {
  const { data, error, response } = await api.POST('/api/backtests', { body: { plan, from, until } });
  if (response.ok && data !== undefined) {
    return { kind: 'begun', job: data };
  }
  const refusal = (response.status === 409 ? error : undefined) as { reason?: string; findings?: Schemas['LintItem'][] } | undefined;
  switch (refusal?.reason) {
    case 'faulty':
      return { kind: 'faulty', findings: refusal.findings ?? [] };
    case 'busy':
    case 'not-available':
      return { kind: refusal.reason };
    default:
      throw problemOf(response.status, error);
  }
}

export function stop(id: string): Promise<void> {
  return done(api.DELETE('/api/backtests/{id}', { params: { path: { id } } }));
}

/** Looked at again and again while days pass. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['backtest', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/backtests/{id}', { params: { path: { id } }, signal })),
    refetchInterval: query => (query.state.data?.state === 'running' ? lookMs : false),
    staleTime: Infinity, // what is over does not change
    refetchOnMount: query => (query.state.data?.state === 'running' ? 'always' : true),
  });
