import '../editor/texts';
import './texts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Schemas } from '../api/client';
import { draw } from '../testing/render';
import { Trial } from './Trial';

const job: Schemas['BackTestBody'] = { id: 'j1', state: 'running', from: '2026-11-01', until: '2026-11-20', passed: 5, days: 20, fault: null, results: [] };
const draft: Schemas['DraftItem'] = { kind: 'journey', name: 'new-follow', basedOn: null, isStale: false, savedAt: '2026-11-20T00:00:00Z', savedBy: null, tag: 't' };
const requests: { method: string; path: string; body: unknown }[] = [];

/** A server that answers each address in its own way. */
function answers(of: Record<string, [number, unknown]>): void {
  requests.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname;
    const text = await request.text();
    requests.push({ method: request.method, path, body: text === '' ? null : JSON.parse(text) });
    const [status, body] = of[`${request.method} ${path}`] ?? [404, { title: 'no' }];
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': status < 300 ? 'application/json' : 'application/problem+json' } });
  });
}

const posted = () => requests.find(r => r.method === 'POST')?.body ?? null;

const trial = (of: { job?: string; drafts?: Schemas['DraftItem'][]; onBegun?: (job: string) => void } = {}) => <Trial id="new-follow" job={of.job} today="2026-11-21" drafts={of.drafts ?? []} text="" onBegun={of.onBegun ?? (() => {})} />;

afterEach(() => vi.unstubAllGlobals());

describe('a trial', () => {
  it('begins with the last thirty days that have passed, over drafts and what is live', async () => {
    answers({ 'POST /api/backtests': [202, job], 'GET /api/backtests/j1': [200, job] });
    const onBegun = vi.fn();
    await draw(trial({ drafts: [draft], onBegun }));
    expect(screen.getByText('まだ試算していません')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '試算を始める' }));
    await waitFor(() => expect(onBegun).toHaveBeenCalledWith('j1'));
    expect(posted()).toEqual({ plan: 'both', from: '2026-10-22', until: '2026-11-20' });
  });

  it('without drafts is of what is live', async () => {
    answers({ 'POST /api/backtests': [202, job] });
    await draw(trial());
    expect(screen.getByText('下書きがないため、公開中の計画だけを試算します。')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '試算を始める' }));
    await waitFor(() => expect(posted()).toMatchObject({ plan: 'published' }));
  });

  it.each([
    ['2026-11-20', false],
    ['2026-11-21', true],
  ])('until %s of today the 21st is refused: %s', async (until, isRefused) => {
    answers({});
    await draw(trial());
    fireEvent.click(screen.getByRole('radio', { name: '日を選ぶ' }));
    fireEvent.change(screen.getByLabelText('終わりの日'), { target: { value: until } });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '試算を始める' }).disabled).toBe(isRefused);
  });

  it.each([
    ['2025-11-20', false], // 366 days
    ['2025-11-19', true],
  ])('from %s to a year later is too long: %s', async (from, isRefused) => {
    answers({});
    await draw(trial());
    fireEvent.click(screen.getByRole('radio', { name: '日を選ぶ' }));
    fireEvent.change(screen.getByLabelText('はじめの日'), { target: { value: from } });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '試算を始める' }).disabled).toBe(isRefused);
  });

  it('says how far it has come, and is stopped', async () => {
    answers({ 'GET /api/backtests/j1': [200, job], 'DELETE /api/backtests/j1': [204, null] });
    await draw(trial({ job: 'j1' }));
    expect(await screen.findByText('20日のうち、5日が終わりました。')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '試算を始める' }).disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: '試算を止める' }));
    await waitFor(() => expect(requests.some(r => r.method === 'DELETE')).toBe(true));
  });

  it('that others run is named, with what to do', async () => {
    answers({ 'POST /api/backtests': [409, { title: 'no', reason: 'busy' }] });
    await draw(trial());
    fireEvent.click(screen.getByRole('button', { name: '試算を始める' }));
    expect((await screen.findByRole('alert')).textContent).toContain('一度に動くのは1つだけです');
  });

  it('of drafts with faults names them', async () => {
    const finding = { severity: 'fault', rule: 'x', file: 'journeys/a.yaml', line: 3, journey: null, step: null, what: { ja: '知らないキーです', en: 'x' }, fix: { ja: '消してください', en: 'x' }, detail: 'color' };
    answers({ 'POST /api/backtests': [409, { title: 'no', reason: 'faulty', findings: [finding] }] });
    await draw(trial({ drafts: [draft] }));
    fireEvent.click(screen.getByRole('button', { name: '試算を始める' }));
    expect((await screen.findByRole('alert')).textContent).toContain('知らないキーです');
  });

  it.each([
    ['stopped', '試算を止めました'],
    ['failed', '試算できませんでした'],
  ] as const)('that has %s says so', async (state, text) => {
    answers({ 'GET /api/backtests/j1': [200, { ...job, state, fault: 'too many orders' }] });
    await draw(trial({ job: 'j1' }));
    expect(await screen.findByText(text)).toBeTruthy();
    expect(screen.queryByText('too many orders') !== null).toBe(state === 'failed');
  });

  it('that is not kept any more asks to begin again', async () => {
    answers({ 'GET /api/backtests/j1': [404, { title: 'gone' }] });
    await draw(trial({ job: 'j1' }));
    expect(await screen.findByText('この試算は残っていません')).toBeTruthy();
  });

  it('of nothing says why that may be', async () => {
    const result: Schemas['BackTestItem'] = { plan: 'published', orders: 2, customers: 9, enrollments: 1, sent: 0, perDay: [], perStep: [], linePerMonth: [], samples: [], check: null, delayed: [], unsent: [{ journey: 'new-follow', step: 'care', state: 'withheld', reason: 'NoConsent', count: 4 }] };
    answers({ 'GET /api/backtests/j1': [200, { ...job, state: 'done', results: [result] }] });
    await draw(trial({ job: 'j1' }));
    expect(await screen.findByText('この期間に届くものはありませんでした')).toBeTruthy();
    expect([...screen.getByRole('table', { name: '届かなかったものと、その理由' }).querySelectorAll('tbody th, tbody td')].map(c => c.textContent)).toEqual(['care', '見送り: 配信同意がありません', '4']);
  });
});
