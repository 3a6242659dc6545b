import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../canvas/graph';
import { addition, movement, newArm, removal, change, type NewStep, type Place } from '../model/actions';
import { everyStep, journeyOf, pathOf, type Journey } from '../model/journey';
import { texts } from '../testing/arbitrary';
import { contentOf, editedText } from './file';
import { edited, type Edit, type Json, type JsonMap } from './json';
import { spliced } from './splice';

const folder = '../templates/journeys'; // tests run in console/
const shipped = readdirSync(folder).map(name => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);
const patienceMs = 120_000;
const kinds: readonly NewStep[] = ['send', 'wait', 'wait-for', 'branch', 'split', 'tag', 'webhook', 'exit'];

function read(text: string): { value: Json; journey: Journey } {
  const content = contentOf(text);
  if (!content.isWhole) {
    throw new Error(`${content.fault.line}: ${content.fault.detail}\n${text}`);
  }
  const journey = journeyOf(content.value);
  if (!('steps' in journey)) {
    throw new Error(journey.kind);
  }
  return { value: content.value, journey };
}

/** Something that a marketer can do on the canvas or in a panel, chosen by three numbers. */
function act(journey: Journey, [what, where, whither]: readonly [number, number, number]): Edit | null {
  const all = everyStep(journey.steps);
  const places: Place[] = [{ list: ['steps'], at: 0 }, ...all.flatMap(s => [{ list: s.list, at: s.at + 1 }, ...s.arms.map(arm => ({ list: arm.list, at: 0 }))])];
  const step = all[where % Math.max(1, all.length)];
  if (what % 20 === 19 && trigger(journey)['type'] === 'broadcast') {
    return limit(journey, where, whither);
  }
  const place = places[whither % places.length]!;
  if (step === undefined || what % 10 < 3) {
    return addition(journey, kinds[where % kinds.length]!, place, 'thanks').edit;
  }
  switch (what % 10) {
    case 3:
    case 4:
      return removal(step);
    case 5:
    case 6:
      return movement(step, place);
    case 7:
      return change(pathOf(step), 'after', `${whither}d`);
    case 8:
      return 'at' in step.says ? change(pathOf(step), 'at', undefined) : 'after' in step.says ? change(pathOf(step), 'at', '08:15') : null;
    default:
      return step.arms.length > 0 && step.kind !== 'wait-for' ? newArm(journey, step) : change(pathOf(step), 'x-more', { a: ['1', true, null] });
  }
}

const trigger = (journey: Journey) => journey.says['trigger'] as JsonMap;

/** A limit of a broadcast is written, or taken away where it stands. */
function limit(journey: Journey, which: number, value: number): Edit {
  const key = (['perHour', 'max', 'lineMax', 'approval', 'at'] as const)[which % 5]!;
  return change(['trigger'], key, key in trigger(journey) && value % 2 === 0 ? undefined : key === 'approval' ? true : key === 'at' ? '08:15' : value + 1);
}

const acts = fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 6 });

/** Does a row of acts on the text and on what it says, and compares after each. */
function follow(text: string, row: readonly (readonly [number, number, number])[], check: (before: string, after: string, edit: Edit) => void): void {
  let now = text;
  for (const numbers of row) {
    const { value, journey } = read(now);
    const edit = act(journey, numbers);
    if (edit === null) {
      continue;
    }
    const after = spliced(now, edit) ?? `not in place: ${JSON.stringify(edit)}`;
    const wanted = edited(value, edit);
    expect(read(after).value, JSON.stringify(edit)).toEqual(wanted);
    expect(graphOf(read(after).journey)).toEqual(graphOf(journeyOf(wanted) as Journey));
    check(now, after, edit);
    now = after;
  }
}

const comments = (text: string) => text.split(/\r?\n/).flatMap(line => /#.*$/.exec(line)?.[0] ?? []).filter(c => c.startsWith('# ')).sort();

/** Whether the longer is the shorter with one piece put in. */
function isPutIn(shorter: string, longer: string): boolean {
  let same = 0;
  while (same < shorter.length && shorter[same] === longer[same]) {
    same++;
  }
  return longer.endsWith(shorter.slice(same)) || longer.startsWith(shorter.slice(0, same)) && longer.slice(-(shorter.length - same)) === shorter.slice(same);
}

function untouched(before: string, after: string, edit: Edit): void {
  if (edit.kind === 'insert' && !before.includes('[]')) {
    expect(isPutIn(before, after), `${before}\n---\n${after}`).toBe(true);
  }
  if (edit.kind === 'remove' && !after.includes('[]')) {
    expect(isPutIn(after, before), `${before}\n---\n${after}`).toBe(true);
  }
  if (edit.kind === 'set' || edit.kind === 'insert') {
    expect(comments(after)).toEqual(comments(before));
  }
  expect(after.includes('\r\n')).toBe(before.includes('\r\n'));
}

describe('a text and its canvas', () => {
  it('stay in step over journeys of the whole grammar', () => {
    fc.assert(fc.property(texts, acts, (text, row) => follow(text, row, untouched)), { numRuns: 150 });
  }, patienceMs);

  it.each(shipped)('stay in step in %s', (_, text) => {
    fc.assert(fc.property(acts, row => follow(text, row, untouched)), { numRuns: 20 });
  }, patienceMs);
});

describe('a text', () => {
  const yaml = ['# head', 'id: a   # kept', "name: 'あ'", 'trigger: { type: order }', 'x-own: 1', 'steps:', '  # first', '  - { id: one, after: 1d }', '  - id: two # second', '    send: { channel: [line], message: m }', ''].join('\n');

  it('keeps quotes, braces and comments around a value', () => {
    expect(editedText(yaml, { kind: 'set', path: ['name'], value: 'い' })).toBe(yaml.replace("'あ'", "'い'"));
    expect(editedText(yaml, { kind: 'set', path: ['steps', 0, 'after'], value: '2d' })).toBe(yaml.replace('1d', '2d'));
    expect(editedText(yaml, { kind: 'set', path: ['steps', 0, 'at'], value: '19:00' })).toBe(yaml.replace('after: 1d', 'after: 1d, at: "19:00"'));
    expect(editedText(yaml, { kind: 'set', path: ['steps', 1, 'after'], value: '2d' })).toBe(yaml.replace('# second\n', '# second\n    after: 2d\n'));
    expect(editedText(yaml, { kind: 'set', path: ['purpose'], value: 'marketing' })).toBe(yaml.replace("'あ'\n", "'あ'\npurpose: marketing\n"));
  });

  it('gets values as one would write them', () => {
    expect(editedText(yaml, { kind: 'set', path: ['steps', 1, 'send', 'channel'], value: ['email', 'line'] })).toBe(yaml.replace('[line]', '[email, line]'));
    expect(editedText(yaml, { kind: 'set', path: ['steps', 0, 'x'], value: ['a, b', { c: null, d: 'true' }] })).toBe(yaml.replace('1d }', '1d, x: [ "a, b", { c: null, d: "true" } ] }'));
    expect(editedText(yaml, { kind: 'unset', path: ['steps', 0, 'after'] })).toBe(yaml.replace(', after: 1d', ''));
    expect(editedText(yaml, { kind: 'unset', path: ['steps', 1, 'id'] })).toBe(yaml.replace('id: two # second\n    send', 'send'));
  });

  it('takes the comments above a step along with it', () => {
    expect(editedText(yaml, { kind: 'move', list: ['steps'], at: 0, toList: ['steps'], to: 2 })).toBe(yaml.replace('  # first\n  - { id: one, after: 1d }\n', '') + '  # first\n  - { id: one, after: 1d }\n');
  });

  it('that ends without a line break loses and gains its last step', () => {
    const open = yaml.trimEnd();
    const shorter = editedText(open, { kind: 'remove', list: ['steps'], at: 1 });
    expect(shorter).toBe(open.slice(0, open.indexOf('\n  - id: two')));
    expect(editedText(shorter, { kind: 'insert', list: ['steps'], at: 1, item: { id: 'end', exit: true } })).toBe(`${shorter}\n  - id: end\n    exit: true`);
  });

  it('keeps its key where the last step goes, and begins there again', () => {
    const one = 'id: a\nsteps: # all\n  - id: one\n    exit: true\n';
    const none = editedText(one, { kind: 'remove', list: ['steps'], at: 0 });
    expect(none).toBe('id: a\nsteps: [] # all\n');
    expect(editedText(none, { kind: 'insert', list: ['steps'], at: 0, item: { id: 'one', exit: true } })).toBe(one);
  });

  it('written in a way that cannot be mended in place is written anew, with its comments', () => {
    const odd = 'id: a\nsteps:\n  -\n    # why\n    id: one\n    exit: true\n  - id: two\n    exit: true\n';
    const edit: Edit = { kind: 'move', list: ['steps'], at: 0, toList: ['steps'], to: 2 };
    expect(spliced(odd, edit)).toBeNull();
    expect(editedText(odd, edit)).toContain('# why');
    expect(contentOf(editedText(odd, edit))).toEqual({ isWhole: true, value: { id: 'a', steps: [{ id: 'two', exit: true }, { id: 'one', exit: true }] } });
  });

  it('that is broken says where', () => {
    expect(contentOf('id: a\nsteps: [ {\n')).toMatchObject({ isWhole: false, fault: { kind: 'yaml', line: 3 } });
    expect(contentOf('id: a\nid: b\n')).toMatchObject({ isWhole: false, fault: { line: 2, column: 1 } });
    expect(contentOf('a: &x [1]\nb: *x\n')).toMatchObject({ isWhole: false });
  });
});
