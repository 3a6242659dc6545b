import type { FileKind } from '../editor/draft/server';

const form = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Most characters of an id; those of journeys become parts of keys. */
export const idMax = (kind: FileKind) => (kind === 'journey' || kind === 'campaign' ? 60 : 100);

/** Why a file cannot be called so; null when it can. The rules are the server's. */
export function idFault(kind: FileKind, id: string, taken: ReadonlySet<string>): 'form' | 'long' | 'taken' | null {
  return !form.test(id) ? 'form' : id.length > idMax(kind) ? 'long' : taken.has(id) ? 'taken' : null;
}

/** What somebody wrote, as near to an id as it comes; empty where nothing of it can stand in one. */
export function tidyId(text: string, max: number): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, max)
    .replace(/^-+|-+$/g, '');
}

/** The id itself, or with a number behind it that nobody has. */
export function freshId(base: string, taken: ReadonlySet<string>, max: number): string {
  for (let number = 1; ; number++) {
    const tail = number === 1 ? '' : `-${number}`;
    const id = base.slice(0, max - tail.length).replace(/-+$/, '') + tail;
    if (!taken.has(id)) {
      return id;
    }
  }
}
