import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Schemas } from '../api/client';
import { draw } from '../testing/render';
import { conditionOf, filterOf, searchOf, shownSegment } from './filter';
import { SegmentBar } from './SegmentBar';

const fans: Schemas['SegmentItem'] = { id: 's1', name: 'ファン', rank: null, half: 'any', tag: 'ファン', consent: null, last: null, savedAt: '2026-11-21T03:00:00Z', savedBy: null, version: 'v1' };
const gone: Schemas['SegmentItem'] = { ...fans, id: 's2', name: '離れた方', rank: 'royal', half: 'lapsed', tag: null, consent: 'line', last: -90 };

describe('a segment', () => {
  it('is the filter that it was made of', () => {
    for (const segment of [fans, gone]) {
      expect(shownSegment([fans, gone], searchOf(segment))).toBe(segment);
    }
    expect(filterOf({ rank: 'royal', half: 'lapsed', consent: 'line', last: -90 })).toEqual({ rank: 'royal', half: 'lapsed', tag: null, consent: 'line', last: -90 });
    expect(shownSegment([fans, gone], {})).toBeUndefined();
    expect(shownSegment([fans, gone], { tag: '別の' })).toBeUndefined();
  });

  it.each([
    [fans, { fact: ['tag.ファン = true'] }],
    [gone, { rank: ['royal'], half: 'lapsed', fact: ['daysSinceLast > 90'] }],
    [{ ...fans, tag: null, last: 30 }, { fact: ['daysSinceLast <= 30'] }],
    [{ ...fans, tag: 'a b' }, null],
    [{ ...fans, tag: null, consent: 'email' as const }, null],
  ])('is said as a broadcast says it', (segment, condition) => expect(conditionOf(segment)).toEqual(condition));
});

describe('the bar', () => {
  afterEach(() => vi.unstubAllGlobals());
  const server = (answers: (request: Request) => unknown) =>
    vi.stubGlobal('fetch', vi.fn((request: Request) => Promise.resolve(new Response(JSON.stringify(answers(request)), { status: 200, headers: { 'Content-Type': 'application/json' } }))));

  it('keeps the present filter under a name', async () => {
    const posted: unknown[] = [];
    server(request => {
      if (request.method === 'POST') {
        void request.json().then(body => posted.push(body));
        return gone;
      }
      return request.url.includes('/api/me') ? { name: 'x', role: 'editor', way: 'machine', signOut: null } : { items: [fans], next: null };
    });
    await draw(<SegmentBar search={{ rank: 'royal', half: 'lapsed' }} onChoose={vi.fn()} />);
    fireEvent.click(await screen.findByRole('button', { name: 'この条件を保存する' }));
    fireEvent.change(await screen.findByLabelText('名前'), { target: { value: '離れたロイヤル' } });
    fireEvent.click(screen.getByRole('button', { name: '保存する' }));
    await waitFor(() => expect(posted).toEqual([{ name: '離れたロイヤル', rank: 'royal', half: 'lapsed', tag: null, consent: null, last: null, by: null }]));
  });

  it('lets viewers choose alone', async () => {
    server(request => (request.url.includes('/api/me') ? { name: 'x', role: 'viewer', way: 'session', signOut: null } : { items: [fans], next: null }));
    await draw(<SegmentBar search={{ tag: 'ファン' }} onChoose={vi.fn()} />);
    expect(await screen.findByDisplayValue('ファン')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '名前を変える' })).toBeNull();
  });
});
