import './texts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Schemas } from '../api/client';
import { draw } from '../testing/render';
import { Experiments } from './Experiments';
import { Log } from './Log';

const asked: string[] = [];
const rate = (hits: number, customers: number) => ({ hits, customers, rate: customers === 0 ? 0 : hits / customers });
const item: Schemas['ExperimentItem'] = {
  id: 'subject', kind: 'split', journeys: ['new-follow'], name: { ja: '件名のテスト', en: 'Subject' }, hypothesis: '短い件名がよい', metric: 'second-purchase', attribution: 'none',
  arms: [{ id: 'a', weight: 1, holdout: false }, { id: 'quiet', weight: 1, holdout: true }], since: '2026-10-01T00:00:00Z', checkAt: '2026-11-30T00:00:00Z',
};
const arm = (id: string, hits: number): Schemas['ArmBody'] => ({
  id, entered: 1200, complete: 1000, mean: hits / 1000, interval: { low: 0.2, high: 0.4 }, metric: rate(hits, 1000), buyers: rate(hits, 1000), orders: hits,
  revenue: { amount: 5980, currency: 'JPY' }, margin: null, clicked: rate(0, 1000), unsubscribed: rate(30, 1000), complained: rate(0, 1000),
});
const body: Schemas['ExperimentBody'] = {
  experiment: item, at: '2026-11-21T00:00:00Z', verdict: 'not-yet', words: { ja: 'まだ判断できません。あと約12日', en: 'Not yet.' }, weak: false, due: false, armId: 'a', baseId: 'quiet', sampleRatioPValue: 0.2,
  alarms: [], arms: [arm('quiet', 300), arm('a', 330)], weeks: [],
  comparisons: [{ baseId: 'quiet', armId: 'a', finding: 'not-yet', difference: 0.03, interval: { low: -0.01, high: 0.07 }, alwaysInterval: null, pValue: 0.4, classicPValue: 0.15, chanceAbove: 0.9, adjustedDifference: null, customersNeeded: 240, daysNeeded: 12 }],
};

function answers(of: (path: string) => unknown): void {
  asked.length = 0;
  vi.stubGlobal('fetch', (request: Request) => {
    const { pathname, search } = new URL(request.url);
    asked.push(decodeURIComponent(pathname + search));
    return Promise.resolve(new Response(JSON.stringify(of(pathname)), { headers: { 'Content-Type': 'application/json' } }));
  });
}

const page = (items: unknown[]) => ({ items, next: null });
const rows = (name: string) => [...screen.getByRole('table', { name, hidden: true }).querySelectorAll('tbody tr')].map(row => [...row.children].map(c => c.textContent));

afterEach(() => vi.unstubAllGlobals());

describe('verdicts', () => {
  it('teach how to compare where nothing is compared', async () => {
    answers(() => page([]));
    await draw(<Experiments />);
    expect(await screen.findByText('まだ比べているものがありません')).toBeTruthy();
  });

  it('say first what can be said, in the words of the API, then how long it takes', async () => {
    answers(path => (path === '/api/experiments/subject' ? body : page(path === '/api/experiments' ? [item] : [])));
    await draw(<Experiments />);
    expect(await screen.findByText('まだ判断できません。あと約12日')).toBeTruthy();
    expect(screen.getByText('短い件名がよい')).toBeTruthy();
    expect(screen.getByText('12日（240人）')).toBeTruthy();
    expect(screen.getByText('p = 0.200 設定した割合と矛盾しません')).toBeTruthy();
    expect(screen.getByText('多すぎる群はありません')).toBeTruthy();
  });

  it('name no days to wait for when something was found, whatever else is open', async () => {
    const found = { ...body, verdict: 'better', words: { ja: 'aの方が良いと言えます', en: 'a is better' } };
    answers(path => (path === '/api/experiments/subject' ? found : page(path === '/api/experiments' ? [item] : [])));
    await draw(<Experiments />);
    expect(await screen.findByText('aの方が良いと言えます')).toBeTruthy();
    expect(screen.queryByText('あと必要な日数')).toBeNull();
    expect(screen.queryByText('12日（240人）')).toBeNull();
  });

  it('have the figures of each arm and of their difference behind them', async () => {
    answers(path => (path === '/api/experiments/subject' ? body : page(path === '/api/experiments' ? [item] : [])));
    await draw(<Experiments />);
    await screen.findByText('判定のもとになった数字');
    expect(rows('群ごとの数字').map(r => r.slice(0, 6))).toEqual([
      ['quiet（非配信群）', '1,200', '1,000', '30%', '20%〜40%', '30%（300/1,000）'],
      ['a', '1,200', '1,000', '33%', '20%〜40%', '33%（330/1,000）'],
    ]);
    expect(rows('群どうしの差')).toEqual([['a − quiet（非配信群）', '+3.0ポイント', '−1.0ポイント〜+7.0ポイント', '–', '0.400', '0.150']]);
  });

  it.each([
    [0.0009, 'p < 0.001 割合と合わないため、数字は使えません'],
    [0.001, 'p = 0.001 設定した割合と矛盾しません'],
  ])('with arms whose sizes have p = %d say whether they can be used', async (p, text) => {
    answers(path => (path === '/api/experiments/subject' ? { ...body, sampleRatioPValue: p } : page(path === '/api/experiments' ? [item] : [])));
    await draw(<Experiments />);
    expect(await screen.findByText(text)).toBeTruthy();
  });

  it('name the arm that does harm', async () => {
    const alarms = [{ kind: 'unsubscribe', armId: 'a', baseId: null, rate: rate(30, 1000) }];
    answers(path => (path === '/api/experiments/subject' ? { ...body, verdict: 'guardrail', alarms } : page(path === '/api/experiments' ? [item] : [])));
    await draw(<Experiments />);
    expect(await screen.findByText('配信停止が多すぎます: a 3%')).toBeTruthy();
  });
});

describe('the log', () => {
  const learnt: Schemas['LearningItem'] = {
    at: '2026-11-01T00:00:00Z', experimentId: 'subject', kind: 'split', journeys: [], verdict: 'better', words: { ja: 'Aの方が良いと言えます', en: 'A is better' }, hypothesis: '短い件名がよい', metric: 'purchase', armId: 'a', baseId: 'b', due: true, weak: false,
    arms: [{ id: 'v2', customers: 500, hits: 60, mean: 0.12 }],
  };

  it('shows what was said then, with the figures of then', async () => {
    answers(path => page(path === '/api/verdicts' ? [learnt] : []));
    await draw(<Log />);
    expect(await screen.findByText('Aの方が良いと言えます')).toBeTruthy();
    expect(screen.getByText('お店全体')).toBeTruthy();
    expect(rows('そのときの数字')).toEqual([['第2版', '500', '60', '12%']]);
  });

  it('is searched by the server, a moment after the last key', async () => {
    answers(() => page([]));
    await draw(<Log />);
    expect(await screen.findByText('まだ学びがありません')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('仮説や判定の言葉で探す'), { target: { value: ' 件名 ' } });
    expect(await screen.findByText('この言葉の学びはありません')).toBeTruthy();
    await waitFor(() => expect(asked.some(a => a.startsWith('/api/verdicts') && a.includes('query=件名'))).toBe(true));
  });
});
