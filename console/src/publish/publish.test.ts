import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { draftsOf, hypothesesOf, isSize, messagesOf, newKey } from './choice';
import { changesOf } from './Versions';

const text = 'id: a\nsteps:\n  - { id: one, send: { channel: email, message: thanks } }\n  - id: two\n    branch:\n      - otherwise: true\n        steps: [ { id: three, send: { channel: line, message: story } } ]\n';
const draft = (kind: Schemas['TemplateKind'], name: string) => ({ kind, name }) as Schemas['DraftItem'];

describe('a publication', () => {
  it('begins with the journey and the messages that it sends', () => {
    expect([...messagesOf(text)]).toEqual(['thanks', 'story']);
    const drafts = [draft('journey', 'a'), draft('journey', 'b'), draft('email', 'thanks'), draft('line', 'story'), draft('email', 'other'), draft('rank', 'a'), draft('layout', 'html')];
    expect(draftsOf('a', drafts, text)).toEqual(['journey:a', 'email:thanks', 'line:story']);
    expect(draftsOf('a', drafts, 'steps: [')).toEqual(['journey:a']);
  });

  it('takes along what is expected only where it was said, in one line', () => {
    const said = { kind: 'journey', metric: 'click', expected: ' 3pt ', checkOn: '2026-04-01' } as const;
    expect(hypothesesOf(new Map([['a', { ...said, text: ' より\n多く ' }], ['b', { ...said, text: ' ' }], ['c', { ...said, text: 'x', expected: 'much' }]]))).toEqual([
      { kind: 'journey', name: 'a', text: 'より 多く', metric: 'click', expected: '3pt', checkOn: '2026-04-01' },
    ]);
  });

  it.each([['', true], ['20%', true], ['+3.5pt', true], ['500', true], ['3 pt', false], ['-1', false], ['1,000', false]] as const)('reads %j as a size: %s', (size, isOne) => {
    expect(isSize(size)).toBe(isOne);
  });

  it('has a mark of its own', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });
});

describe('two versions', () => {
  it('differ in the files that changed, came or went', () => {
    const file = (name: string, words: string) => ({ kind: 'email', name, path: `messages/${name}.email.md`, text: words }) as const;
    expect(changesOf([file('same', '1'), file('changed', '1'), file('gone', '1')], [file('same', '1'), file('changed', '2'), file('new', '1')]).map(c => [c.name, c.before, c.after])).toEqual([
      ['changed', '1', '2'],
      ['new', '', '1'],
      ['gone', '1', ''],
    ]);
  });
});
