import type { Schemas } from '../api/client';

/** How long ago the last order was: at most so many days (30), or longer (-90). */
export const lastDays = [30, 90, 365, -90, -365] as const;
export type LastDays = (typeof lastDays)[number];

export interface CustomersSearch {
  rank?: string;
  half?: Exclude<Schemas['Half'], 'any'>;
  tag?: string;
  consent?: 'email' | 'line';
  last?: LastDays;
}

/** The filter in the page's address; what cannot be one is left out. */
export function customersSearch(search: Record<string, unknown>): CustomersSearch {
  const last = lastDays.find(days => days === Number(search['last']));
  return {
    ...(typeof search['rank'] === 'string' ? { rank: search['rank'] } : {}),
    ...(search['half'] === 'current' || search['half'] === 'lapsed' ? { half: search['half'] } : {}),
    ...(typeof search['tag'] === 'string' && search['tag'] !== '' ? { tag: search['tag'] } : {}),
    ...(search['consent'] === 'email' || search['consent'] === 'line' ? { consent: search['consent'] } : {}),
    ...(last === undefined ? {} : { last }),
  };
}
