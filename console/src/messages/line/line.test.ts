import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineFiles, lineMessages, lineTexts } from '../../editor/testing/lineArbitrary';
import { differences } from '../../editor/text/differences';
import { contentOf, editedText, says } from '../../editor/text/file';
import { edited, valueAt, type Json, type JsonMap } from '../../editor/text/json';
import { insertionOf, type MergeField } from '../fields';
import { actionOfType, addition, jsonOf, messageOf, movement, partOf, removal, withJson, type NewWords } from './actions';
import { fixedText, lengthOf, textMax } from './limits';
import { cardsOf, messagesIn, partsOf, places } from './model';

const words: NewWords = { text: '本文', title: '題', button: '開く', alt: 'お知らせ' };
const valueOf = (text: string) => (contentOf(text) as { value: JsonMap }).value;

/** Every place that a form can change. */
function edits(value: JsonMap) {
  const messages = messagesIn(value)!;
  const parts = messages.flatMap(m => (m.type === 'flex' ? cardsOf(m).flatMap(card => places.flatMap(place => partsOf(card, place))) : []));
  return [
    ...messages.flatMap(m => [{ kind: 'insert' as const, list: ['messages'], at: Number(m.path[1]), item: messageOf('card', words) }, movement(value, m.path, 1), movement(value, m.path, -1), removal(value, m.path)]),
    ...messages.filter(m => m.type === 'flex').flatMap(m => cardsOf(m).flatMap(card => places.map(place => addition(card.says, card.path, place, partOf('text', words))))),
    ...parts.flatMap(p => [removal(value, p.path), movement(value, p.path, 1), ...(p.kind === 'text' ? [{ kind: 'set' as const, path: [...p.path, 'text'], value: '一行目\n\n三行目' }] : [])]),
  ].filter(edit => edit !== null);
}

describe('a form of LINE messages', () => {
  it('and its text say the same after every change', () => {
    fc.assert(
      fc.property(lineTexts, fc.nat(), (text, pick) => {
        const all = edits(valueOf(text));
        const edit = all[pick % all.length]!;
        expect(says(editedText(text, edit), edited(valueOf(text), edit))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('and its JSON say the same, and what they say alike keeps its bytes', () => {
    fc.assert(
      fc.property(lineTexts, lineFiles, (text, { messages }) => {
        const next = withJson(text, JSON.stringify(messages), words)!;
        expect(says(next, { ...valueOf(text), messages: messages! })).toBe(true);
        expect(withJson(text, jsonOf(text)!, words)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('changes the one message that is another, and leaves the comments of the rest', () => {
    const text = '# greeting\nmessages:\n  # first\n  - type: text\n    text: |\n      a\n      b\n  # second\n  - { type: text, text: c } # here\n';
    const json = jsonOf(text)!.replace('"c"', '"d"');
    expect(withJson(text, json, words)).toBe(text.replace('text: c', 'text: d'));
  });

  it.each(readdirSync('../templates/messages').filter(f => f.endsWith('.line.yaml')))('opens %s', file => {
    const text = readFileSync(`../templates/messages/${file}`, 'utf8');
    expect(messagesIn(valueOf(text))!.every(m => m.type !== 'other')).toBe(true);
    for (const edit of edits(valueOf(text))) {
      expect(says(editedText(text, edit), edited(valueOf(text), edit))).toBe(true);
    }
  });
});

describe('JSON from elsewhere', () => {
  it.each([
    ['{"type":"bubble","body":{}}', [{ type: 'flex', altText: 'お知らせ', contents: { type: 'bubble', body: {} } }]],
    ['{"type":"text","text":"a"}', [{ type: 'text', text: 'a' }]],
    ['{"to":"U1","messages":[{"type":"text","text":"a"}]}', [{ type: 'text', text: 'a' }]],
    ['[]', null],
    ['[1]', null],
    ['{"a":1}', null],
    ['{', null],
  ])('is taken as what it is: %s', (json, expected) => {
    const next = withJson('messages: [ { type: text, text: x } ]\n', json, words);
    expect(next === null ? null : valueOf(next)['messages']).toEqual(expected);
  });
});

describe('differences', () => {
  it('lead from any value to any other', () => {
    fc.assert(
      fc.property(fc.array(lineMessages, { maxLength: 5 }), fc.array(lineMessages, { maxLength: 5 }), (before, after) => {
        const [a, b]: [Json, Json] = [{ messages: before }, { messages: after, other: 1 }];
        expect(differences(a, b).reduce(edited, a)).toEqual(b);
      }),
    );
  });
});

describe('acts', () => {
  const file = valueOf('messages:\n  - type: flex\n    altText: x\n    contents:\n      type: bubble\n      body: { type: box, layout: vertical, contents: [ { type: text, text: one } ] }\n      footer: { type: box, layout: vertical, contents: [ { type: button, action: { type: uri } } ] }\n');
  const [card] = cardsOf(messagesIn(file)![0]!);

  it('take a place out with its last part, and the last place not at all', () => {
    const without = edited(file, removal(file, partsOf(card!, 'footer')[0]!.path)!);
    expect(valueAt(without, [...card!.path, 'footer'])).toBeUndefined();
    const [left] = cardsOf(messagesIn(without)![0]!);
    expect(removal(without, partsOf(left!, 'body')[0]!.path)).toBeNull();
  });

  it('put a picture at the head, and a text at the end', () => {
    expect(addition(card!.says, card!.path, 'hero', partOf('image', words))).toMatchObject({ kind: 'set', path: ['messages', 0, 'contents', 'hero'], value: { aspectMode: 'cover' } });
    expect(addition(card!.says, card!.path, 'body', partOf('text', words))).toMatchObject({ kind: 'insert', at: 1 });
    expect(addition({}, card!.path, 'header', partOf('text', words))).toMatchObject({ kind: 'set', value: { type: 'box' } });
  });

  it('keep the label when tapping leads elsewhere', () => {
    expect(actionOfType('message', { type: 'uri', label: 'はい', uri: 'https://x' })).toEqual({ type: 'message', label: 'はい', text: 'はい' });
  });
});

describe('a limit', () => {
  it('counts as LINE does', () => {
    expect([lengthOf('👨‍👩‍👧', 'units'), lengthOf('👨‍👩‍👧', 'characters'), lengthOf(fixedText('{{customer.name}}様'), 'units')]).toEqual([8, 1, 1]);
    expect([textMax('text', false, false), textMax('template', false, false), textMax('template', true, false), textMax('template', true, true)]).toEqual([5000, 160, 120, 60]);
  });
});

describe('a merge field', () => {
  const field = (of: Partial<MergeField>): MergeField => ({ name: 'customer.name', kind: 'text', presence: 'always', meaning: { ja: '', en: '' }, fallback: null, list: null, ...of });
  it.each([
    [field({ name: 'shop.name' }), '{{shop.name}}'],
    [field({ presence: 'optional' }), '{{#if customer.name}}{{customer.name}}{{/if}}'],
    [field({ presence: 'optional', fallback: 'お客さま' }), '{{customer.name}}'],
    [field({ name: 'order.id', presence: 'with-group' }), '{{#if order}}{{order.id}}{{/if}}'],
    [field({ name: 'order', kind: 'group', presence: 'optional' }), '{{#if order}}\n\n{{/if}}'],
    [field({ name: 'order.items', kind: 'list', presence: 'optional' }), '{{#each order.items}}\n- {{name}} × {{quantity}}\n{{/each}}'],
    [field({ name: 'order.items.price', list: 'order.items' }), '{{#each order.items}}\n- {{price}}\n{{/each}}'],
  ])('is written so that it holds for everybody: %j', (of, expected) => expect(insertionOf(of)).toBe(expected));
});
