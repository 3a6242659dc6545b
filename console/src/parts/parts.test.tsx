import type { UseQueryResult } from '@tanstack/react-query';
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../api/problem';
import { draw } from '../testing/render';
import { DayBars } from './DayBars';
import { Loaded } from './Loaded';
import { Pager, usePaging } from './Pager';
import { Problem } from './Problem';

const query = (of: Partial<UseQueryResult<string>>) => ({ data: undefined, isError: false, error: null, refetch: vi.fn(), ...of }) as unknown as UseQueryResult<string>;

describe('a problem', () => {
  it('says what happened, what to do and what the server said, in the reader\'s language', async () => {
    await draw(<Problem error={new ApiProblem('busy', 503, 'The store is busy; try again.')} />);
    expect(screen.getByRole('alert').textContent).toContain('サーバーが混み合っています');
    expect(screen.getByRole('alert').textContent).toContain('少し待ってから');
    expect(screen.getByRole('alert').textContent).toContain('The store is busy');
  });

  it('is tried again by its button', async () => {
    const retry = vi.fn();
    await draw(<Problem error={new ApiProblem('unreachable', null, null)} retry={retry} />, 'en');
    fireEvent.click(screen.getByRole('button', { name: 'Load again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('that nobody foresaw is shown, too', async () => {
    await draw(<Problem error={new TypeError('x is undefined')} />);
    expect(screen.getByRole('alert').textContent).toContain('x is undefined');
  });
});

describe('what is loaded', () => {
  it('is announced until it is there', async () => {
    await draw(<Loaded query={query({})}>{text => text}</Loaded>);
    expect(screen.getByRole('status').textContent).toBe('読み込み中');
  });

  it('is shown when it is there', async () => {
    await draw(<Loaded query={query({ data: 'here' })}>{text => <p>{text}</p>}</Loaded>);
    expect(screen.getByText('here')).toBeTruthy();
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('stays when asking again fails', async () => {
    await draw(<Loaded query={query({ data: 'before', isError: true, error: new ApiProblem('busy', 503, null) } as never)}>{text => <p>{text}</p>}</Loaded>);
    expect(screen.getByText('before')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('pages', () => {
  let paging: ReturnType<typeof usePaging>;

  function List({ of, next }: { of: string; next: string | null }) {
    paging = usePaging(of);
    return <Pager paging={paging} next={next} busy={false} />;
  }

  it('lead on and back the way they came', async () => {
    await draw(<List of="a" next="c1" />);
    expect([paging.cursor, paging.page]).toEqual([null, 1]);
    fireEvent.click(screen.getByRole('button', { name: '次へ' }));
    expect([paging.cursor, paging.page]).toEqual(['c1', 2]);
    act(() => paging.next('c2'));
    fireEvent.click(screen.getByRole('button', { name: '前へ' }));
    expect([paging.cursor, paging.page]).toEqual(['c1', 2]);
  });

  it('begin anew for another list', async () => {
    const { rerender } = await draw(<List of="a" next="c1" />);
    act(() => paging.next('c1'));
    rerender(<div />);
    await draw(<List of="b" next="c9" />);
    expect([paging.cursor, paging.page]).toEqual([null, 1]);
  });

  it('are not offered where there is only one', async () => {
    await draw(<List of="a" next={null} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('the days of messages', () => {
  it('can be read as a table', async () => {
    await draw(<DayBars title="30日間の配信" days={[{ date: '2026-11-20', sent: { email: 1200, line: 3 }, withheld: 4 }]} />);
    const cells = [...screen.getByRole('table', { name: '30日間の配信' }).querySelectorAll('tbody th, tbody td')].map(c => c.textContent);
    expect(cells).toEqual(['2026年11月20日(金)', '1,200', '3', '4']);
  });
});
