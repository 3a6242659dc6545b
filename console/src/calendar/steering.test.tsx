import './texts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Schemas } from '../api/client';
import { draw } from '../testing/render';
import { Standing } from './Standing';
import { actsOf, mayStillGo, peopleOf, textOf, type BroadcastItem } from './steering';

const news: BroadcastItem = {
  id: 'news',
  name: { ja: 'お知らせ', en: 'News' },
  state: 'running',
  startsAt: '2026-11-21T10:00:00+09:00',
  perHour: 500,
  max: null,
  lineMax: 800,
  lineTaken: 320,
  looked: 1500,
  entered: 1200,
  over: 0,
  unreadable: 0,
  nextAt: '2026-11-21T12:05:00+09:00',
  approvedBy: null,
  cancelledBy: null,
  pausedBy: null,
};
const dayOf = (iso: string) => iso.slice(0, 10);

describe('what can be done with a broadcast', () => {
  it.each([
    ['waits-for-approval', ['approve', 'cancel']],
    ['scheduled', ['pause', 'cancel']],
    ['running', ['pause', 'cancel']],
    ['done', ['pause', 'cancel']],
    ['paused', ['resume', 'cancel']],
    ['missed', []],
    ['cancelling', []],
    ['cancelled', []],
  ] as const)('that is %s: %j', (state, acts) => {
    expect(actsOf(state, true, 'editor')).toEqual(acts);
    expect(actsOf(state, false, 'editor')).toEqual([]);
    expect(actsOf(state, true, 'viewer')).toEqual([]);
    expect(actsOf(state, true, undefined)).toEqual([]);
  });

  it.each([
    ['done', '2026-11-15', null, true],
    ['done', '2026-11-14', null, false], // a week ago
    ['done', '2026-11-14', 0, false],
    ['done', '2026-11-14', 1, true],
    ['paused', '2026-01-01', 0, true],
  ] as const)('that is %s since %s with %s inside: %s', (state, day, inside, may) => {
    expect(mayStillGo({ ...news, state, startsAt: `${day}T10:00:00+09:00` }, inside, '2026-11-21', dayOf)).toBe(may);
  });

  it.each([
    ['pause', 0, 'pauseBefore'],
    ['pause', 1, 'pause'],
    ['resume', 0, 'approve'],
    ['resume', 1, 'resume'],
    ['cancel', 0, 'cancel'],
  ] as const)('is said in its words: %s after %i', (act, looked, said) => expect(textOf({ ...news, looked, entered: 0 }, act)).toBe(said));

  it('counts who is through, and never more than have entered', () => {
    expect(peopleOf(news, 200)).toEqual({ entered: 1200, inside: 200, through: 1000 });
    expect(peopleOf(news, 1201)).toEqual({ entered: 1200, inside: 1200, through: 0 });
    expect(peopleOf(news, null)).toEqual({ entered: 1200, inside: null, through: null });
  });
});

describe('a broadcast of the day', () => {
  const asked: { path: string; body: unknown }[] = [];
  let status = 204;
  const answers: Record<string, unknown> = {
    '/api/me': { name: '', role: 'editor', way: 'machine' },
    '/api/enrollments/inside': { counts: [{ journeyId: 'news', version: 1, inside: 150 }, { journeyId: 'news', version: 2, inside: 50 }, { journeyId: 'other', version: 1, inside: 9 }], countedAt: '2026-11-21T12:01:00+09:00' } as Schemas['InsideBody'],
  };
  const json = (body: unknown, code: number) => new Response(JSON.stringify(body), { status: code, headers: { 'Content-Type': 'application/json' } });
  beforeEach(() => {
    asked.length = 0;
    status = 204;
    vi.stubGlobal('fetch', vi.fn(async (request: Request) => {
      const path = new URL(request.url).pathname;
      if (request.method === 'GET') {
        return json(answers[path], 200);
      }
      asked.push({ path, body: await request.json() });
      return status === 204 ? new Response(null, { status }) : json({ title: 'Not found', detail: 'No broadcast of this id can be paused.' }, status);
    }));
  });
  afterEach(() => vi.unstubAllGlobals());

  const fill = async (act: string) => {
    fireEvent.click(await screen.findByRole('button', { name: act }));
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole<HTMLButtonElement>('button', { name: act });
    fireEvent.change(dialog.getByLabelText('お名前'), { target: { value: ' 佐藤 ' } });
    expect(submit.disabled).toBe(true);
    fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '文面の誤り' } });
    fireEvent.click(submit);
    return dialog;
  };

  it('says in words and numbers how far it has come', async () => {
    await draw(<Standing broadcast={news} />);
    expect(screen.getByText('対象の方への配信を、順に始めています。')).toBeTruthy();
    await screen.findByText('200人（12:01 時点）');
    const facts = [...document.querySelectorAll('dl dt')].map(name => `${name.textContent}: ${name.nextElementSibling!.textContent}`);
    expect(facts).toEqual(['配信を始めた方: 1,200人', 'うち進行中の方: 200人（12:01 時点）', 'うち終えた方: 1,000人', '次の方の開始: 2026年11月21日 12:05', 'ペースと上限: 1時間に500人ずつ', 'LINEの通数: 320通 / 上限 800通']);
  });

  it('is paused by somebody for a reason', async () => {
    await draw(<Standing broadcast={news} />);
    await fill('一時停止する');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked).toEqual([{ path: '/api/broadcasts/news/pause', body: { by: '佐藤', why: '文面の誤り' } }]);
  });

  it.each([
    ['waits-for-approval', '承認する', 'approve'],
    ['paused', '再開する', 'resume'],
    ['scheduled', '中止する', 'cancel'],
  ] as const)('that is %s: %s', async (state, act, path) => {
    await draw(<Standing broadcast={{ ...news, state }} />);
    await fill(act);
    await waitFor(() => expect(asked.map(a => a.path)).toEqual([`/api/broadcasts/news/${path}`]));
  });

  it('says why it cannot be done any more', async () => {
    status = 404;
    await draw(<Standing broadcast={news} />);
    const dialog = await fill('一時停止する');
    expect((await dialog.findByRole('alert')).textContent).toContain('ほかの方が先に一時停止または中止しています');
  });

  it('is only looked at by viewers', async () => {
    answers['/api/me'] = { name: '', role: 'viewer', way: 'machine' };
    await draw(<Standing broadcast={news} />);
    await screen.findByText('200人（12:01 時点）');
    expect(screen.queryAllByRole('button')).toEqual([]);
    answers['/api/me'] = { name: '', role: 'editor', way: 'machine' };
  });
});
