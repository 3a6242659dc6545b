import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done, type Schemas } from '../api/client';
import { filledPage } from '../api/pages';

type Filter = Omit<Schemas['SegmentText'], 'name' | 'by'>;
type Segment = Schemas['SegmentItem'];

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: async ({ signal }) => (await filledPage(200, null, (cursor, limit) => bodyOf(api.GET('/api/segments', { params: { query: { limit, ...(cursor === null ? {} : { cursor }) } }, signal })))).items,
});

export function addSegment(name: string, filter: Filter): Promise<Segment> {
  return bodyOf(api.POST('/api/segments', { body: { ...filter, name, by: null } }));
}

/** Another name or filter for one, as it was seen. */
export function saveSegment({ id, version }: Segment, name: string, filter: Filter): Promise<Segment> {
  return bodyOf(api.PUT('/api/segments/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body: { ...filter, name, by: null } }));
}

export function removeSegment({ id, version }: Segment): Promise<void> {
  return done(api.DELETE('/api/segments/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } } }));
}
