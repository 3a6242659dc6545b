import createClient from 'openapi-fetch';
import { apiKey } from './key';
import { ApiProblem, problemOf } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** A list's page as every list answers it. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

const patienceMs = 30_000;

/** The request, or the problem that nobody answered it. */
async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patienceMs)]) });
  } catch (error) {
    if (request.signal.aborted) {
      throw error; // whoever asked has gone on
    }
    throw new ApiProblem('unreachable', null, null);
  }
}

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '', fetch: send });

api.use({
  onRequest({ request }) {
    const key = apiKey.read();
    if (key !== null) {
      request.headers.set('Authorization', `Bearer ${key}`);
    }
    return request;
  },
});

/** The body of a good answer; any other is thrown as an ApiProblem. */
export async function bodyOf<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined) {
    throw problemOf(response.status, error);
  }
  return data;
}

/** That an act was done; a refusal is thrown as an ApiProblem. */
export async function done(answer: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await answer;
  if (!response.ok) {
    throw problemOf(response.status, error);
  }
}
