import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, type SaveAnswer } from './autosave';
import { backup } from './backup';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server whose answers come when the test lets them. */
function server() {
  const asked: { text: string; tag: string | null; answer: (answer: SaveAnswer) => Promise<void> }[] = [];
  const save = (text: string, tag: string | null) =>
    new Promise<SaveAnswer>(resolve =>
      asked.push({
        text,
        tag,
        answer: async answer => {
          resolve(answer);
          await vi.advanceTimersByTimeAsync(0);
        },
      }),
    );
  return { asked, save };
}

describe('what is written', () => {
  it('is kept a moment after the last change, once', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', null, save, () => {});
    expect(autosave.state).toBe('published');
    autosave.write('ab');
    await vi.advanceTimersByTimeAsync(700);
    autosave.write('abc');
    await vi.advanceTimersByTimeAsync(799);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.map(a => [a.text, a.tag])).toEqual([['abc', null]]);
    expect(autosave.isSafe).toBe(false);
    await asked[0]!.answer({ kind: 'saved', tag: 't1' });
    expect([autosave.state, autosave.isSafe]).toEqual(['saved', true]);
  });

  it('while a request is under way is kept by the next, under the new tag', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', 't0', save, () => {});
    autosave.write('b');
    await vi.advanceTimersByTimeAsync(800);
    autosave.write('c');
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(1);
    await asked[0]!.answer({ kind: 'saved', tag: 't1' });
    expect(autosave.state).toBe('waiting');
    await vi.advanceTimersByTimeAsync(800);
    expect(asked.map(a => [a.text, a.tag])).toEqual([['b', 't0'], ['c', 't1']]);
  });

  it('and taken back needs no request', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', null, save, () => {});
    autosave.write('b');
    autosave.write('a');
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual([]);
    expect(autosave.state).toBe('published');
  });

  it('and taken back after it was kept is published again, and what follows is a first draft', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', 't0', save, () => {});
    autosave.write('published');
    await vi.advanceTimersByTimeAsync(800);
    await asked[0]!.answer({ kind: 'saved', tag: null });
    expect([autosave.state, autosave.isSafe, autosave.seen]).toEqual(['published', true, null]);
    autosave.write('b');
    await vi.advanceTimersByTimeAsync(800);
    expect(asked.map(a => a.tag)).toEqual(['t0', null]);
  });

  it('is tried again when nobody answered', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', null, save, () => {});
    autosave.write('b');
    void autosave.flush();
    await asked[0]!.answer({ kind: 'failed', detail: 'too long' });
    expect([autosave.state, autosave.detail]).toEqual(['failed', 'too long']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(2);
  });
});

describe('a draft', () => {
  it('is kept once more when what it is based on has changed', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', 't0', save, () => {});
    void autosave.again();
    expect(autosave.isSafe).toBe(false);
    await asked[0]!.answer({ kind: 'saved', tag: 't1' });
    expect([asked[0]!.text, autosave.isSafe, autosave.seen]).toEqual(['a', true, 't1']);
  });

  it('that was given up is not kept on the way out', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', 't0', save, () => {});
    autosave.write('b');
    autosave.abandon();
    await autosave.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([]);
  });
});

describe('two who write the same', () => {
  it('are both kept until one decides: mine goes over what was seen of theirs', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', 't0', save, () => {});
    autosave.write('mine');
    void autosave.flush();
    await asked[0]!.answer({ kind: 'moved', text: 'theirs', tag: 't9' });
    expect([autosave.state, autosave.conflict]).toEqual(['conflict', { text: 'theirs', tag: 't9' }]);
    autosave.write('mine, longer');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(1); // nothing is overwritten meanwhile
    autosave.resolve();
    await vi.advanceTimersByTimeAsync(800);
    expect([asked[1]!.text, asked[1]!.tag]).toEqual(['mine, longer', 't9']);
  });

  it('go on with theirs without a request', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', 't0', save, () => {});
    autosave.write('mine');
    void autosave.flush();
    await asked[0]!.answer({ kind: 'moved', text: 'theirs', tag: 't9' });
    autosave.resolve();
    autosave.write('theirs');
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, autosave.state, autosave.seen]).toEqual([1, 'saved', 't9']);
  });

  it('with the same words have nothing to decide', async () => {
    const { asked, save } = server();
    const autosave = new Autosave('a', null, save, () => {});
    autosave.write('same');
    void autosave.flush();
    await asked[0]!.answer({ kind: 'moved', text: 'same', tag: 't9' });
    expect([autosave.conflict, autosave.state, autosave.isSafe]).toEqual([null, 'saved', true]);
  });
});

describe('the copy in the browser', () => {
  it('is found again, and what is none is nothing', () => {
    backup.write('journey.a', 'text');
    expect(backup.read('journey.a')?.text).toBe('text');
    backup.drop('journey.a');
    expect(backup.read('journey.a')).toBeNull();
    localStorage.setItem('followupflows.unsaved.journey.a', '{broken');
    expect(backup.read('journey.a')).toBeNull();
  });
});
