import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, bodyOf, done, type Schemas } from '../../../api/client';

export type Channel = Extract<Schemas['Channel'], 'email' | 'line'>;

/** Who does it, and why. */
export interface Act {
  by: string;
  why: string;
}

const of = (id: string) => ({ id });

export const reachQuery = (id: string) =>
  queryOptions({ queryKey: ['customer', id, 'reach'], queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/reach', { params: { path: of(id) }, signal })) });

export const runningQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'running'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/enrollments', { params: { query: { customer: id, state: 'running', since: '1970-01-01', limit: 200 } }, signal })),
  });

export const entryQuery = (id: string, journey: string) =>
  queryOptions({
    queryKey: ['customer', id, 'entry', journey],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/enroll/{journey}', { params: { path: { id, journey } }, signal })),
    enabled: journey !== '',
    gcTime: 0,
  });

export const erasureQuery = (id: string) =>
  queryOptions({ queryKey: ['customer', id, 'erasure'], queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/erasure', { params: { path: of(id) }, signal })), gcTime: 0 });

/** What is shown of the customer, and what counts them, is asked for anew after an act; not what the act itself asked before: it is answered
 *  otherwise by now. */
export function refresh(queries: QueryClient, customer: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey: [first, id, part] }) => (first === 'customer' ? id === customer && part !== 'entry' && part !== 'erasure' : ['customers', 'sends', 'inside', 'enrollments', 'day', 'audit'].includes(String(first))),
  });
}

export const note = (id: string, by: string, text: string) => done(api.POST('/api/customers/{id}/notes', { params: { path: of(id) }, body: { by, text } }));

export const enroll = (id: string, journey: string, act: Act) => done(api.POST('/api/customers/{id}/enroll/{journey}', { params: { path: { id, journey } }, body: act }));

export const stop = (id: string, enrollment: string, act: Act) => done(api.POST('/api/customers/{id}/stop/{enrollment}', { params: { path: { id, enrollment } }, body: act }));

export const suppress = (id: string, channel: Channel, act: Act) => done(api.POST('/api/customers/{id}/suppress/{channel}', { params: { path: { id, channel } }, body: act }));

export const lift = (id: string, channel: Channel, act: Act) => done(api.POST('/api/customers/{id}/lift/{channel}', { params: { path: { id, channel } }, body: act }));

export const erase = (id: string, confirm: string) => done(api.POST('/api/customers/{id}/erase', { params: { path: of(id) }, body: { confirm } }));

/** The file as it comes, for the reader's own disk. */
export async function exported(id: string, act: Act): Promise<Blob> {
  const text = await bodyOf(api.POST('/api/customers/{id}/export', { params: { path: of(id) }, body: act, parseAs: 'text' }));
  return new Blob([text as string], { type: 'application/json' });
}
