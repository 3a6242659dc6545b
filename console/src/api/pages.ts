import type { Page } from './client';

/** More would keep the reader waiting; what follows is a page of its own. */
const requestsMax = 8;

/** A page that is full, or the last: with a filter the server looks at some hundred rows and may find few of them. */
export async function filledPage<T>(size: number, cursor: string | null, ask: (cursor: string | null, limit: number) => Promise<Page<T>>): Promise<Page<T>> {
  const items: T[] = [];
  let next = cursor;
  for (let requests = 0; requests < requestsMax; requests++) {
    const page: Page<T> = await ask(next, size - items.length);
    items.push(...page.items);
    next = page.next;
    if (next === null || items.length >= size) {
      break;
    }
  }
  return { items, next };
}
