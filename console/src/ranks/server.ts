import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client';

/** What a model would do that is being written: every customer placed by it, and by the published one. */
export const trialQuery = (name: string, text: string) =>
  queryOptions({
    queryKey: ['rank-trial', name, text],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/ranks/what-if', { body: { name, text }, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** Where everybody stood and stands, from the end of one day to the end of another. */
export const migrationQuery = (model: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['rank-migration', model, from, to],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/reports/{name}', { params: { path: { name: 'rank-migration' }, query: { model, from, to } }, signal })),
    placeholderData: keepPreviousData,
    enabled: from !== '' && to !== '' && from <= to,
  });
