import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

const stays = 5 * 60_000;

export type ReportTable = Schemas['ReportTableBody'];

export interface ReportDays {
  from?: string;
  to?: string;
}

export const reportQuery = (name: Schemas['ReportName'], days: ReportDays) =>
  queryOptions({
    queryKey: ['report', name, days],
    queryFn: async ({ signal }) => {
      const { reports, currency } = await bodyOf(api.GET('/api/reports/{name}', { params: { path: { name }, query: days }, signal }));
      return { ...reports[0]!, currency };
    },
    staleTime: stays,
  });

export const experimentsQuery = (cursor: string | null, limit: number) =>
  queryOptions({
    queryKey: ['experiments', cursor],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/experiments', { params: { query: { limit, ...(cursor === null ? {} : { cursor }) } }, signal })),
    placeholderData: keepPreviousData,
  });

/** The verdict as the facts are now: it reads everybody who was enrolled. */
export const experimentQuery = (id: string) =>
  queryOptions({
    queryKey: ['experiment', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/experiments/{id}', { params: { path: { id } }, signal })),
    staleTime: stays,
  });

export const verdictsQuery = (words: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['verdicts', words, cursor],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/verdicts', { params: { query: { limit: 20, ...(words === '' ? {} : { query: words }), ...(cursor === null ? {} : { cursor }) } }, signal })),
    placeholderData: keepPreviousData,
  });
