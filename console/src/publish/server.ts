import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';
import { filledPage } from '../api/pages';

type Ref = { kind: Schemas['TemplateKind']; name: string };

export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: async ({ signal }) => (await filledPage(500, null, (cursor, limit) => bodyOf(api.GET('/api/drafts', { params: { query: { limit: Math.min(200, limit), ...(cursor === null ? {} : { cursor }) } }, signal })))).items,
});

/** The same for whoever is about to publish: what is there when they come, and nothing that comes while they look. */
export const openDraftsQuery = queryOptions({ ...draftsQuery, staleTime: Infinity, gcTime: 0, refetchOnMount: 'always', refetchOnWindowFocus: false });

const nobody = { key: null, by: null, why: null, policy: null };

export const previewQuery = (drafts: readonly Schemas['DraftItem'][], hypotheses: Schemas['ExpectedBody'][]) =>
  queryOptions({
    queryKey: ['publish', drafts.map(d => `${d.kind}:${d.name}:${d.tag}`), hypotheses],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/publish/preview', { body: { ...nobody, hypotheses, drafts: drafts.map(({ kind, name, tag }) => ({ kind, name, tag })) }, signal })),
    enabled: drafts.length > 0,
    placeholderData: before => before,
    gcTime: 0,
  });

export function publish(body: Schemas['PublishRequest']): Promise<Schemas['PublishedBody']> {
  return bodyOf(api.POST('/api/publish', { body }));
}

/** The words before and after of a file that is to be published. */
export const changeQuery = ({ kind, name }: Ref, isNew: boolean) =>
  queryOptions({
    queryKey: ['change', kind, name],
    queryFn: async ({ signal }) => {
      const path = { kind, name };
      const [draft, published] = await Promise.all([
        bodyOf(api.GET('/api/drafts/{kind}/{name}', { params: { path }, signal })),
        isNew ? null : bodyOf(api.GET('/api/templates/{kind}/{name}', { params: { path }, signal })),
      ]);
      return { before: published?.text ?? '', after: draft.text };
    },
    gcTime: 0,
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['journey', id, 'versions'],
    queryFn: async ({ signal }) => (await filledPage(200, null, (cursor, limit) => bodyOf(api.GET('/api/journeys/{id}/versions', { params: { path: { id }, query: { limit, ...(cursor === null ? {} : { cursor }) } }, signal })))).items,
  });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['journey', id, 'version', version],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/journeys/{id}/versions/{version}', { params: { path: { id, version: `${version}` } }, signal })),
    staleTime: Infinity, // a version never changes
  });

export function rollBack(id: string, version: number, by: string, why: string, policy: Schemas['PublishPolicy']): Promise<Schemas['PublishedBody']> {
  return bodyOf(api.POST('/api/journeys/{id}/rollback', { params: { path: { id } }, body: { version, by, why, policy } }));
}
