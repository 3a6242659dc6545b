import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Schemas } from '../../api/client';
import { draw } from '../../testing/render';
import { treeOf } from './plan';
import { StepList } from './StepList';

type Step = Schemas['JourneyStep'];

const step = (id: string, more: Partial<Step> = {}): Step => ({ id, kind: 'send', parent: null, arm: null, after: null, at: null, channels: ['line', 'email'], messageId: id, experiment: null, arms: [], ...more });
const words = (id: string, more: Partial<Schemas['PlanStep']> = {}): Schemas['PlanStep'] => ({ id, awaits: null, arms: [], expires: null, addsTags: [], removesTags: [], ...more });
const plan = {
  steps: [
    words('hello', { expires: { ja: '3日', en: '3 days' } }),
    words('reaction', { awaits: { ja: '購入を37日待つ', en: 'Wait 37 days for: An order' }, arms: [{ ja: '購入があった方', en: 'An order came' }, { ja: 'なかった方', en: 'It did not come' }] }),
    words('again'),
    words('mark', { addsTags: ['ファン'] }),
  ],
  messages: [{ messageId: 'hello', channel: 'email', subject: 'はじめまして', preheader: null, markdown: '', lineMessages: null }],
} as unknown as Schemas['JourneyPlanBody'];

const steps = [
  step('hello', { after: '0d', at: '19:30' }),
  step('pause', { kind: 'wait', after: 'PT2H', channels: [], messageId: null }),
  step('reaction', { kind: 'wait-for', after: '8d', channels: [], messageId: null }),
  step('again', { parent: 'reaction', arm: 1, after: '60d', at: '12:10' }),
  step('mark', { kind: 'tag', channels: [], messageId: null }),
];

describe('a journey to read', () => {
  it('says when, what and by which means', async () => {
    await draw(<StepList nodes={treeOf(steps)} plan={plan} onOpen={() => {}} />);
    const first = screen.getByRole('button', { name: 'はじめまして' }).closest('li')!;
    expect(first.textContent).toContain('当日 19:30');
    expect(first.textContent).toMatch(/LINE.*なければ.*メール/);
    expect(first.textContent).toContain('3日以上遅れたら送りません');
    expect(screen.getByText('2時間後')).toBeTruthy();
    expect(screen.getByText('タグ「ファン」を付ける')).toBeTruthy();
    expect(screen.getByText('8日後（店の配信時刻 10:00）')).toBeTruthy();
  });

  it('shows where the way parts, and a way on which nothing happens', async () => {
    await draw(<StepList nodes={treeOf(steps)} plan={plan} onOpen={() => {}} />);
    const came = screen.getByRole('heading', { name: '購入があった方' }).closest('section')!;
    expect(within(came).getByText('60日後 12:10')).toBeTruthy();
    const not = screen.getByRole('heading', { name: 'なかった方' }).closest('section')!;
    expect(within(not).getByText('何もせず、次へ進みます')).toBeTruthy();
  });

  it('opens what a message says', async () => {
    const open = vi.fn();
    await draw(<StepList nodes={treeOf(steps)} plan={plan} onOpen={open} />, 'en');
    fireEvent.click(screen.getByRole('button', { name: 'はじめまして' }));
    expect(open).toHaveBeenCalledWith('hello');
    expect(screen.getByText('Wait 37 days for: An order')).toBeTruthy();
  });

  it('can be read before its words have come', async () => {
    await draw(<StepList nodes={treeOf(steps)} plan={undefined} onOpen={() => {}} />);
    expect(screen.getByRole('button', { name: 'hello' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: '1番目の道' })).toBeTruthy();
  });
});
