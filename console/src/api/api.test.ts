import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, bodyOf } from './client';
import { apiKey } from './key';
import { filledPage } from './pages';
import { ApiProblem, problemOf } from './problem';
import { titleOf } from './queries';

function answer(status: number, body: unknown, type = 'application/json'): void {
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } }))));
}

afterEach(() => vi.unstubAllGlobals());

describe('an answer', () => {
  it('is its body when it is good', async () => {
    answer(200, { name: 'ひなた' });
    expect(await bodyOf(api.GET('/api/shop'))).toEqual({ name: 'ひなた' });
  });

  it.each([
    [401, 'key'],
    [404, 'missing'],
    [400, 'refused'],
    [503, 'busy'],
    [500, 'failed'],
  ] as const)('of status %i is a problem of the kind %s, with what the server said', async (status, kind) => {
    answer(status, { type: 'urn:x', title: 'No', detail: 'because' }, 'application/problem+json');
    await expect(bodyOf(api.GET('/api/shop'))).rejects.toMatchObject({ kind, status, detail: 'because' });
  });

  it('that never came is told apart', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('refused'))));
    await expect(bodyOf(api.GET('/api/shop'))).rejects.toMatchObject({ kind: 'unreachable', status: null, isTemporary: true });
  });

  it('of a proxy, in HTML, is a problem all the same', () => {
    expect(problemOf(502, '<html>')).toMatchObject({ kind: 'failed', detail: null });
  });
});

describe('the key', () => {
  it('goes with every request once it is entered, and stands in no address', async () => {
    answer(200, {});
    apiKey.write('secret');
    await bodyOf(api.GET('/api/shop'));
    const request = vi.mocked(fetch).mock.calls[0]![0] as Request;
    expect(request.headers.get('Authorization')).toBe('Bearer secret');
    expect(request.url).not.toContain('secret');
  });
});

describe('a page', () => {
  const lists = [
    { items: [1], next: 'b' },
    { items: [], next: 'c' },
    { items: [2, 3], next: 'd' },
    { items: [4], next: null },
  ];
  const ask = (cursor: string | null) => Promise.resolve(lists[cursor === null ? 0 : 'abcd'.indexOf(cursor)]!);

  it('is filled over answers that have few items', async () => expect(await filledPage(3, null, ask)).toEqual({ items: [1, 2, 3], next: 'd' }));
  it('asks for no more than is missing', async () => {
    const limits: number[] = [];
    await filledPage(3, null, (cursor, limit) => {
      limits.push(limit);
      return ask(cursor);
    });
    expect(limits).toEqual([3, 2, 2]);
  });
  it('ends where the list does', async () => expect(await filledPage(9, 'c', ask)).toEqual({ items: [2, 3, 4], next: null }));
  it('stops after some requests, and leads on', async () => {
    let asked = 0;
    const page = await filledPage(5, null, () => Promise.resolve({ items: [] as number[], next: `${++asked}` }));
    expect(page).toEqual({ items: [], next: '8' });
  });
});

describe('a title', () => {
  it('names the shop and leaves out what differs from customer to customer', () =>
    expect(titleOf('【{{shop.name}}】{{customer.name}}様へ', 'ひなた')).toBe('【ひなた】…様へ'));
});

describe('a problem', () => {
  it('that is temporary is worth another try', () => {
    expect(new ApiProblem('busy', 503, null).isTemporary).toBe(true);
    expect(new ApiProblem('refused', 400, null).isTemporary).toBe(false);
  });
});
