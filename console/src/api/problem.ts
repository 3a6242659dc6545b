import type { components } from './schema';

type Details = components['schemas']['ProblemDetails'];

/** What went wrong, in the few kinds that a person can do something about. */
export type ProblemKind = 'unreachable' | 'key' | 'missing' | 'refused' | 'busy' | 'failed';

/** An answer that is none: the server refused, failed, or was not there. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly kind: ProblemKind,
    readonly status: number | null,
    readonly detail: string | null,
    /** Where somebody signs in who is not let in; null where nobody does. */
    readonly signIn: string | null = null,
    /** Why, for people, in both languages; null where the server says it in English alone. */
    readonly text: { ja: string; en: string } | null = null,
  ) {
    super(detail ?? kind);
  }

  /** Whether asking again may help without anybody doing anything. */
  get isTemporary(): boolean {
    return this.kind === 'unreachable' || this.kind === 'busy';
  }
}

const kinds: Readonly<Record<number, ProblemKind>> = { 401: 'key', 404: 'missing', 503: 'busy' };

/** Reads problem details (RFC 9457); what a proxy answers instead is told by its status. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const kind = kinds[status] ?? (status >= 500 ? 'failed' : 'refused');
  return new ApiProblem(kind, status, isDetails(body) ? (body.detail ?? body.title ?? null) : null, isDetails(body) ? signInOf(body) : null, isDetails(body) ? textOf(body) : null);
}

/** A page of this server alone. */
function signInOf(body: object): string | null {
  return 'signIn' in body && typeof body.signIn === 'string' && /^\/[^/\\]/.test(body.signIn) ? body.signIn : null;
}

function textOf(body: object): { ja: string; en: string } | null {
  const text = 'text' in body && typeof body.text === 'object' ? body.text : null;
  return text !== null && 'ja' in text && 'en' in text && typeof text.ja === 'string' && typeof text.en === 'string' ? { ja: text.ja, en: text.en } : null;
}

function isDetails(body: unknown): body is Details {
  return typeof body === 'object' && body !== null && ('detail' in body || 'title' in body);
}
