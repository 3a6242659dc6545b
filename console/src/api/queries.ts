import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from './client';
import { filledPage } from './pages';

type SendState = Schemas['SendState'];
type Half = Schemas['Half'];

const minute = 60_000;
export const pageSize = 50;

export interface CustomerFilter {
  rank?: string | undefined;
  half?: Half | undefined;
  tag?: string | undefined;
  consent?: 'email' | 'line' | undefined;
  lastSince?: string | undefined;
  lastUntil?: string | undefined;
}

export interface SendFilter {
  day?: string | undefined;
  state?: SendState | undefined;
  customer?: string | undefined;
}

export interface SendKey {
  customerId: string;
  enrollmentId: string;
  stepId: string;
  visit: number;
  channel: Schemas['Channel'];
}

/** Without what was left out: an empty parameter is refused. */
function given<T extends object>(parameters: T): { [K in keyof T]: Exclude<T[K], undefined | null> } {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null)) as never;
}

export const shopQuery = queryOptions({
  queryKey: ['shop'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/shop', { signal })),
  staleTime: minute / 2,
  refetchInterval: query => ((query.state.data?.speed ?? 1) > 1 ? minute / 6 : minute), // a fast clock soon shows another day
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/me', { signal })),
  staleTime: 10 * minute,
});

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => bodyOf(api.GET('/healthz', { signal })),
  refetchInterval: minute,
});

export const ranksQuery = queryOptions({
  queryKey: ['ranks'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/ranks', { signal })),
  staleTime: minute,
});

export const insideQuery = queryOptions({
  queryKey: ['inside'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/enrollments/inside', { signal })),
  staleTime: minute,
});

export const journeysQuery = queryOptions({
  queryKey: ['journeys'],
  queryFn: async ({ signal }) => (await filledPage(1000, null, (cursor, limit) => bodyOf(api.GET('/api/journeys', { params: { query: given({ cursor, limit: Math.min(200, limit) }) }, signal })))).items,
  staleTime: minute,
});

export const quotaQuery = queryOptions({
  queryKey: ['quota'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/channels/line/quota', { signal })),
  staleTime: minute,
});

export const pausesQuery = queryOptions({
  queryKey: ['pauses'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/pauses', { params: { query: { limit: 50 } }, signal })),
  refetchInterval: minute,
});

/** Versions that reach customers in stages: those under way, and those that wait for a person. */
export const rolloutsQuery = queryOptions({
  queryKey: ['rollouts'],
  queryFn: async ({ signal }) => (await filledPage(200, null, (cursor, limit) => bodyOf(api.GET('/api/rollouts', { params: { query: given({ cursor, limit }) }, signal })))).items,
  refetchInterval: minute,
});

/** Published broadcasts, and how far each has come. */
export const broadcastsQuery = queryOptions({
  queryKey: ['broadcasts'],
  queryFn: async ({ signal }) => (await filledPage(1000, null, (cursor, limit) => bodyOf(api.GET('/api/broadcasts', { params: { query: given({ cursor, limit: Math.min(200, limit) }) }, signal })))).items,
  refetchInterval: query => (query.state.data?.some(b => b.state === 'cancelling') ? minute / 12 : minute), // soon over
});

/** Everything that is compared, without verdicts. */
export const comparedQuery = queryOptions({
  queryKey: ['experiments', 'all'],
  queryFn: async ({ signal }) => (await filledPage(200, null, (cursor, limit) => bodyOf(api.GET('/api/experiments', { params: { query: given({ cursor, limit }) }, signal })))).items,
  staleTime: minute,
});

export const reviewQuery = queryOptions({
  queryKey: ['review'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/review', { params: { query: { limit: 50 } }, signal })),
  refetchInterval: minute,
});

export const heldQuery = queryOptions({
  queryKey: ['sends', { state: 'held' }, 'few'],
  queryFn: ({ signal }) => filledPage(20, null, (cursor, limit) => bodyOf(api.GET('/api/sends', { params: { query: given({ state: 'held' as const, cursor, limit }) }, signal }))),
  refetchInterval: minute,
});

export const dayQuery = (date: string) =>
  queryOptions({
    queryKey: ['day', date],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/days/{date}', { params: { path: { date } }, signal })),
    refetchInterval: minute / 2,
  });

export const certificatesQuery = (cursor: string | null, limit = 30) =>
  queryOptions({
    queryKey: ['certificates', cursor, limit],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/certificates', { params: { query: given({ cursor, limit }) }, signal })),
    placeholderData: keepPreviousData,
  });

export const certificateQuery = (date: string) =>
  queryOptions({
    queryKey: ['certificate', date],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/certificates/{date}', { params: { path: { date } }, signal })),
  });

export const customersQuery = (filter: CustomerFilter, cursor: string | null) =>
  queryOptions({
    queryKey: ['customers', filter, cursor],
    queryFn: ({ signal }) =>
      filledPage(pageSize, cursor, (next, limit) => bodyOf(api.GET('/api/customers', { params: { query: given({ ...filter, cursor: next, limit }) }, signal }))),
    placeholderData: keepPreviousData,
  });

/** What people know of somebody goes in the body: addresses in URLs end up in logs. */
export const searchQuery = (text: string, cursor: string | null = null) =>
  queryOptions({
    queryKey: ['search', text, cursor],
    queryFn: ({ signal }) => filledPage(pageSize, cursor, (next, limit) => bodyOf(api.POST('/api/customers/search', { params: { query: given({ cursor: next, limit }) }, body: { text }, signal }))),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}', { params: { path: { id } }, signal })),
  });

export const proofQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'proof'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/rank', { params: { path: { id } }, signal })),
  });

export const timelineQuery = (id: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['customer', id, 'timeline', cursor],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/timeline', { params: { path: { id }, query: given({ cursor, limit: pageSize }) }, signal })),
    placeholderData: keepPreviousData,
  });

export const ordersQuery = (id: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['customer', id, 'orders', cursor],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/orders', { params: { path: { id }, query: given({ cursor, limit: pageSize }) }, signal })),
    placeholderData: keepPreviousData,
  });

export const consentsQuery = (id: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['customer', id, 'consents', cursor],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/customers/{id}/consents', { params: { path: { id }, query: given({ cursor, limit: pageSize }) }, signal })),
    placeholderData: keepPreviousData,
  });

export const sendsQuery = (filter: SendFilter, cursor: string | null) =>
  queryOptions({
    queryKey: ['sends', filter, cursor],
    queryFn: ({ signal }) => filledPage(pageSize, cursor, (next, limit) => bodyOf(api.GET('/api/sends', { params: { query: given({ ...filter, cursor: next, limit }) }, signal }))),
    placeholderData: keepPreviousData,
  });

export const messageQuery = (key: SendKey) =>
  queryOptions({
    queryKey: ['message', key],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/customers/{id}/message', {
          params: { path: { id: key.customerId }, query: { enrollment: key.enrollmentId, step: key.stepId, visit: `${key.visit}`, channel: key.channel } },
          signal,
        }),
      ),
  });

export const journeyQuery = (id: string) =>
  queryOptions({
    queryKey: ['journey', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/journeys/{id}', { params: { path: { id } }, signal })),
    staleTime: minute,
  });

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['journey', id, 'plan'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/journeys/{id}/plan', { params: { path: { id } }, signal })),
    staleTime: 10 * minute,
  });

export const insideOfQuery = (journey: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['enrollments', journey, cursor],
    queryFn: ({ signal }) =>
      filledPage(20, cursor, (next, limit) => bodyOf(api.GET('/api/enrollments', { params: { query: given({ journey, state: 'running' as const, cursor: next, limit }) }, signal }))),
    placeholderData: keepPreviousData,
  });

/** Names of journeys by id; an id that is not known any more stands for itself. */
export function useJourneyNames(): (id: string) => Schemas['LocalText'] {
  const { data } = useQuery(journeysQuery);
  return id => data?.find(j => j.id === id)?.name ?? { ja: id, en: id };
}

/** Names of a model's ranks by id; an id that is not known any more stands for itself. */
export function useRankNames(): (modelId: string, rankId: string) => Schemas['LocalText'] {
  const { data } = useQuery(ranksQuery);
  return (modelId, rankId) => data?.models.find(m => m.id === modelId)?.ranks.find(r => r.id === rankId)?.name ?? { ja: rankId, en: rankId };
}

/** The plans of journeys by id, as far as they are there. */
export function usePlans(journeyIds: readonly string[]): ReadonlyMap<string, Schemas['JourneyPlanBody']> {
  const wanted = [...new Set(journeyIds)].filter(id => id !== '').sort();
  const plans = useQueries({ queries: wanted.map(id => ({ ...planQuery(id), retry: false })) });
  return new Map(plans.flatMap(p => (p.data ? [[p.data.id, p.data] as const] : [])));
}

/** What messages are called: the subject of the e-mail, else the message's id. */
export function useMessageTitles(journeyIds: readonly string[]): (messageId: string) => string {
  const plans = usePlans(journeyIds);
  const { data: shop } = useQuery(shopQuery);
  const titles = new Map([...plans.values()].flatMap(p => p.messages).flatMap(m => (m.subject ? [[m.messageId, m.subject] as const] : [])));
  return messageId => titleOf(titles.get(messageId) ?? messageId, shop?.name ?? '');
}

/** A subject for a list: the shop's name stands where it is merged in, and an ellipsis for what differs from customer to customer. */
export function titleOf(subject: string, shopName: string): string {
  return subject.replace(/\{\{\s*shop\.name\s*\}\}/g, shopName).replace(/\{\{[^}]*\}\}/g, '…');
}

const namesMax = 200;

/** Names of customers by their ids; the beginning of the id until the name is known, and for those without one. */
export function useCustomerNames(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids)].sort().slice(0, namesMax);
  const { data } = useQuery({
    queryKey: ['names', wanted],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/customers/names', { body: { ids: wanted }, signal })),
    enabled: wanted.length > 0,
    staleTime: 10 * minute,
    placeholderData: keepPreviousData,
  });
  const names = new Map(data?.items.map(c => [c.customerId, c.name]) ?? []);
  return id => names.get(id) ?? `${id.slice(0, 9)}…`;
}
