import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journeys, texts } from '../editor/testing/arbitrary';
import { contentOf, says } from '../editor/text/file';
import type { JsonMap } from '../editor/text/json';
import { messagesOf } from '../publish/choice';
import { copiedJourney, journeyText, lineText, mailText, withMessage } from './beginnings';
import { freshId, idFault, tidyId } from './ids';

describe('an id', () => {
  it.each([
    ['first-thanks', null],
    ['a', null],
    ['2026', null],
    ['a'.repeat(60), null],
    ['a'.repeat(61), 'long'],
    ['', 'form'],
    ['-a', 'form'],
    ['a-', 'form'],
    ['a--b', 'form'],
    ['A', 'form'],
    ['お礼', 'form'],
    ['taken', 'taken'],
  ] as const)('of a journey is as the server wants it: %s', (id, fault) => {
    expect(idFault('journey', id, new Set(['taken']))).toBe(fault);
  });

  it('of a message may be longer', () => {
    expect([idFault('email', 'a'.repeat(100), new Set()), idFault('email', 'a'.repeat(101), new Set())]).toEqual([null, 'long']);
  });

  it('is made of what somebody wrote, or is left to them', () => {
    expect([tidyId('Ｗｉｎ Back!', 60), tidyId('お礼', 60), tidyId('--a__b--', 60), tidyId('ab cd', 3)]).toEqual(['win-back', '', 'a-b', 'ab']);
  });

  it('that is fresh is an id, and nobody has it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+){0,3}$/), fc.nat(3), fc.constantFrom('journey' as const, 'email' as const), (base, count, kind) => {
        const max = kind === 'journey' ? 60 : 100;
        const taken = new Set<string>();
        for (let i = 0; i <= count; i++) {
          const id = freshId(base, taken, max);
          expect(idFault(kind, id, taken)).toBeNull();
          taken.add(id);
        }
      }),
    );
  });
});

describe('a journey that nobody has written yet', () => {
  it('says what was chosen', () => {
    expect(journeyText({ id: 'birthday-2', name: '誕生日: お祝い', purpose: 'marketing', trigger: { type: 'birthday' }, first: { message: 'birthday-2-first', channels: ['line', 'email'] } })).toBe(
      'id: birthday-2\nname: "誕生日: お祝い"\ntrigger: { type: birthday }\nsteps:\n  - id: message\n    after: 0d\n    send: { channel: [line, email], message: birthday-2-first }\n',
    );
    expect(contentOf(journeyText({ id: 'a', name: 'x', purpose: 'transactional', trigger: { type: 'order', nth: 1 }, first: null }))).toEqual({ isWhole: true, value: { id: 'a', name: 'x', purpose: 'transactional', trigger: { type: 'order', nth: 1 }, steps: [] } });
  });

  it('reads back as it was meant, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter(s => s.trim() !== '' && !/\p{Cc}/u.test(s)), name => {
        expect(says(journeyText({ id: 'a', name, purpose: 'marketing', trigger: { type: 'order' }, first: null }), { id: 'a', name, trigger: { type: 'order' }, steps: [] })).toBe(true);
      }),
    );
  });
});

describe('a copy of a journey', () => {
  it('has its own id and name, its messages under new names, and its comments', () => {
    const text = '# why\nid: a\nname: { ja: 元, en: Old }\nsteps:\n  - { id: s, send: { channel: [line], message: one } } # here\n  - id: t\n    send:\n      message: two\n';
    expect(copiedJourney(text, 'b', '写し', new Map([['one', 'one-2']]))).toBe('# why\nid: b\nname: 写し\nsteps:\n  - { id: s, send: { channel: [line], message: one-2 } } # here\n  - id: t\n    send:\n      message: two\n');
  });

  it('differs in nothing else', () => {
    fc.assert(
      fc.property(texts, text => {
        const before = contentOf(text);
        const after = contentOf(copiedJourney(text, 'copy', '写し', new Map()));
        expect(after).toEqual({ isWhole: true, value: { ...(before as { value: JsonMap }).value, id: 'copy', name: '写し' } });
      }),
    );
  });

  it('sends the new message wherever the old one went', () => {
    fc.assert(
      fc.property(journeys, value => {
        const text = JSON.stringify(value);
        const before = messagesOf(text);
        expect([...messagesOf(withMessage(text, 'thanks', 'thanks-2'))]).toEqual([...before].map(m => (m === 'thanks' ? 'thanks-2' : m)));
      }),
    );
  });
});

describe('a message that nobody has written yet', () => {
  it('has its subject as it was written', () => {
    const mail = mailText({ subject: '「本日」"50%" \\ #1: はじめて', purpose: 'transactional', body: '本文' });
    expect(contentOf(mail.split('---\n')[1]!)).toEqual({ isWhole: true, value: { subject: '「本日」"50%" \\ #1: はじめて', purpose: 'transactional' } });
    expect(mail.endsWith('---\n{{customer.nameWithHonorific}}\n\n本文\n\n{{shop.name}}\n')).toBe(true);
  });

  it('is one bubble on LINE', () => {
    expect(contentOf(lineText('本文'))).toEqual({ isWhole: true, value: { messages: [{ type: 'text', text: '{{customer.nameWithHonorific}}\n本文\n' }] } });
  });
});
