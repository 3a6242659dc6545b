import { describe, expect, it } from 'vitest';
import { editorAfter, editorOf, type EditorAct, type EditorState } from './state';
import { diffOf, excerptOf } from './text/diff';
import { stepAtLine } from './findings';

const text = 'id: a\ntrigger: { type: order }\nsteps:\n  - id: one\n    exit: true\n  - id: two\n    exit: true\n';
const after = (state: EditorState, ...acts: EditorAct[]) => acts.reduce(editorAfter, state);

describe('the editor', () => {
  it('shows what is typed, and keeps the last good journey while it is broken', () => {
    const broken = after(editorOf(text), { kind: 'typed', text: `${text}  - {`, now: 0 });
    expect(broken.fault).toMatchObject({ kind: 'yaml', line: 8 });
    expect(broken.journey.steps.map(s => s.id)).toEqual(['one', 'two']);
    expect(after(broken, { kind: 'edited', edits: [{ kind: 'remove', list: ['steps'], at: 0 }] })).toBe(broken);
    const mended = after(broken, { kind: 'typed', text: `${text}  - { id: three, exit: true }\n`, now: 0 });
    expect([mended.fault, mended.journey.steps.map(s => s.id)]).toEqual([null, ['one', 'two', 'three']]);
  });

  it('says where an id is used twice', () => {
    expect(after(editorOf(text), { kind: 'typed', text: text.replace('two', 'one'), now: 0 }).fault).toMatchObject({ kind: 'twice', detail: 'one', line: 6 });
  });

  it('goes back over an act of more edits at once, whether it was typed or drawn', () => {
    const start = editorOf(text);
    const edited = after(start, { kind: 'edited', edits: [{ kind: 'set', path: ['steps', 0, 'after'], value: '1d' }, { kind: 'set', path: ['steps', 0, 'at'], value: '10:00' }] });
    expect(edited.history.present).toContain('    after: 1d\n    at: "10:00"\n');
    expect(after(edited, { kind: 'undo' }).history.present).toBe(text);
    expect(after(edited, { kind: 'undo' }, { kind: 'redo' }).history.present).toBe(edited.history.present);
    expect(after(edited, { kind: 'replaced', text: 'id: b\nsteps: []\n' }, { kind: 'undo' }).journey.steps).toHaveLength(2);
  });

  it('looks at the step before the one that is gone', () => {
    const two = after(editorOf(text), { kind: 'select', node: 'step:two' }, { kind: 'edited', edits: [{ kind: 'remove', list: ['steps'], at: 1 }] });
    expect(two.selected).toBe('step:one');
    expect(after(two, { kind: 'edited', edits: [{ kind: 'remove', list: ['steps'], at: 0 }] }).selected).toBe('@trigger');
  });

  it('knows the step of a line', () => {
    const { journey } = editorOf(text);
    expect([1, 3, 4, 5, 6, 7, 99].map(line => stepAtLine(text, journey, line))).toEqual([null, null, 'one', 'one', 'two', 'two', 'two']);
  });
});

describe('differences', () => {
  it('are the lines that went and those that came', () => {
    expect(diffOf('a\nb\nc', 'a\r\nx\r\nc\r\nd')).toEqual([
      { side: 'both', text: 'a' },
      { side: 'before', text: 'b' },
      { side: 'after', text: 'x' },
      { side: 'both', text: 'c' },
      { side: 'after', text: 'd' },
    ]);
  });

  it('are shown with a few lines around them', () => {
    const before = Array.from({ length: 20 }, (_, at) => `l${at}`).join('\n');
    const shown = excerptOf(diffOf(before, before.replace('l10\n', '')), 2).map(line => (line === null ? '…' : line.text));
    expect(shown).toEqual(['…', 'l8', 'l9', 'l10', 'l11', 'l12', '…']);
    expect(excerptOf(diffOf('a', 'a'))).toEqual([null]);
  });
});
