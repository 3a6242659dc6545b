import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../api/client';
import { filledPage } from '../../api/pages';
import { ApiProblem } from '../../api/problem';
import type { SaveAnswer } from './autosave';

export type FileKind = Schemas['TemplateKind'];
export type Finding = Schemas['LintItem'];

/** A file as somebody finds it who begins to edit. */
export interface OpenFile {
  kind: FileKind;
  name: string;
  /** Null for a file that was never published. */
  published: Schemas['TemplateBody'] | null;
  draft: Schemas['DraftBody'] | null;
}

/** The file with its draft. A journey of the calendar is a file of another kind. */
export const fileQuery = (kinds: readonly FileKind[], name: string) =>
  queryOptions({
    queryKey: ['editing', kinds, name],
    queryFn: async ({ signal }): Promise<OpenFile> => {
      const item = (await allTemplates(signal)).find(t => kinds.includes(t.kind) && t.name === name);
      if (item === undefined) {
        throw new ApiProblem('missing', 404, null);
      }
      const path = { kind: item.kind, name };
      const [published, draft] = await Promise.all([
        item.hash === null ? null : orNull(bodyOf(api.GET('/api/templates/{kind}/{name}', { params: { path }, signal }))),
        item.hasDraft ? orNull(bodyOf(api.GET('/api/drafts/{kind}/{name}', { params: { path }, signal }))) : null,
      ]);
      return { kind: item.kind, name, published, draft };
    },
    gcTime: 0, // what is edited is asked for anew each time
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

/** The same for a page that only reads it: anew whenever it is opened, and beside what the editor holds, which must end when it is left. */
export const readingQuery = (kinds: readonly FileKind[], name: string) => queryOptions({ ...fileQuery(kinds, name), queryKey: ['reading', kinds, name], staleTime: 0, refetchOnMount: 'always' as const });

export async function allTemplates(signal?: AbortSignal): Promise<Schemas['TemplateItem'][]> {
  return (await filledPage(10_000, null, (cursor, limit) => bodyOf(api.GET('/api/templates', { params: { query: { limit: Math.min(200, limit), ...(cursor === null ? {} : { cursor }) } }, ...(signal === undefined ? {} : { signal }) })))).items;
}

export const templatesQuery = queryOptions({ queryKey: ['templates'], queryFn: ({ signal }) => allTemplates(signal) });

/** The same as they are now, for who must not go by what was known before the last words were kept. */
export const freshTemplatesQuery = queryOptions({ ...templatesQuery, queryKey: ['templates', 'fresh'], staleTime: Infinity, gcTime: 0, refetchOnMount: 'always', refetchOnWindowFocus: false });

export const lintQuery = (kind: FileKind, name: string, text: string) =>
  queryOptions({
    queryKey: ['lint', kind, name, text],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/lint', { body: { files: [{ kind, name, text }], withDrafts: true }, signal })),
    placeholderData: before => before,
    gcTime: 60_000,
  });

/** What a draft begins with, or began with. */
export function basisOf(file: OpenFile): string | null {
  return file.draft === null ? (file.published?.template.hash ?? null) : file.draft.draft.basedOn;
}

/** Keeps a draft over what was seen of it; who has come back to the published words needs none.
 *  @param basedOn the hash of the published words that its writer knows; null for a new file. */
export async function keepDraft(file: OpenFile, text: string, tag: string | null, basedOn: string | null): Promise<SaveAnswer> {
  try {
    if (tag !== null && text === file.published?.text) {
      const { response, error } = await api.DELETE('/api/drafts/{kind}/{name}', removalOf(file, tag));
      return response.ok ? { kind: 'saved', tag: null } : refusalOf(response, error);
    }
    const { data, error, response } = await api.PUT('/api/drafts/{kind}/{name}', {
      params: { path: { kind: file.kind, name: file.name }, header: tag === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${tag}"` } },
      body: { text, basedOn, by: null },
    });
    if (response.ok && data !== undefined) {
      return { kind: 'saved', tag: data.draft.tag };
    }
    return refusalOf(response, error);
  } catch {
    return { kind: 'failed', detail: null };
  }
}

function refusalOf(response: Response, error: unknown): SaveAnswer {
  if (response.status === 412 || response.status === 404) {
    const current = (error as { current?: Schemas['DraftBody'] | null } | undefined)?.current ?? null;
    return { kind: 'moved', text: current?.text ?? null, tag: current?.draft.tag ?? null };
  }
  return { kind: 'failed', detail: (error as { detail?: string } | undefined)?.detail ?? null };
}

const removalOf = (file: OpenFile, tag: string) => ({ params: { path: { kind: file.kind, name: file.name }, header: { 'If-Match': `"${tag}"` } } });

/** Gives a draft up, in the state that was seen. */
export async function discardDraft(file: OpenFile, tag: string): Promise<void> {
  const { response, error } = await api.DELETE('/api/drafts/{kind}/{name}', removalOf(file, tag));
  if (!response.ok && response.status !== 404) {
    throw new ApiProblem('refused', response.status, (error as { detail?: string } | undefined)?.detail ?? null);
  }
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.kind === 'missing') {
      return null;
    }
    throw error;
  }
}
