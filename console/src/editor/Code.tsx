import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState, Text, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, type RefObject } from 'react';
import { pageNonce } from '../app/nonce';
import classes from './editor.module.css';

/** Something to say of a line. */
export interface Remark {
  line: number;
  column: number;
  severity: 'error' | 'warning';
  text: string;
}

const fromOutside = Annotation.define<boolean>();

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'light-dark(#1d5262, #8dc0ca)' },
  { tag: tags.comment, color: 'light-dark(#6b6457, #9aa5ab)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#256845, #83c49d)' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'light-dark(#6f685c, #a3adb3)' },
]);

const looks = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--mantine-color-body)', color: 'inherit' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.7' },
  '.cm-content': { caretColor: 'light-dark(#25231f, #e4e8ea)' },
  '.cm-cursor': { borderLeftColor: 'light-dark(#25231f, #e4e8ea)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--mantine-color-dimmed)' },
  '.cm-activeLine': { backgroundColor: 'light-dark(#f3f0e966, #28343b66)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'light-dark(#b8d7dd, #286a78) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--mantine-color-body)', border: '1px solid var(--line)' },
});

/** A text with its colors and remarks. What is typed goes out, and comes back as the text.
 *  @param reveal a line to show, from 1, whenever it changes.
 *  @param insert puts a piece where the cursor stands, as if it were typed. */
export function Code({ text, label, isYaml = true, remarks, reveal, insert, onType, onUndo, onRedo, onLine }: { text: string; label: string; isYaml?: boolean; remarks: readonly Remark[]; reveal: number | null; insert?: RefObject<((piece: string) => void) | null>; onType: (text: string) => void; onUndo: () => void; onRedo: () => void; onLine: (line: number) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const calls = useRef({ onType, onUndo, onRedo, onLine });
  const isWindows = text.includes('\r\n'); // the editor knows one kind of line break; the file keeps its own
  calls.current = { onType: typed => onType(isWindows ? typed.replaceAll('\n', '\r\n') : typed), onUndo, onRedo, onLine };

  useEffect(() => {
    const made = new EditorView({ parent: host.current!, state: EditorState.create({ doc: text, extensions: extensionsOf(label, isYaml, calls) }) });
    view.current = made;
    if (insert !== undefined) {
      insert.current = piece => {
        made.dispatch(made.state.replaceSelection(piece));
        made.focus();
      };
    }
    return () => made.destroy();
  }, [label, isYaml]); // begins with the text; later ones are written into it below

  useEffect(() => {
    const now = view.current!;
    const change = changeTo(now.state.doc.toString(), text.replaceAll('\r\n', '\n'));
    if (change !== null) {
      now.dispatch({ changes: change, annotations: fromOutside.of(true) });
    }
  }, [text]);

  useEffect(() => {
    const now = view.current!;
    now.dispatch(setDiagnostics(now.state, remarks.map(remark => diagnosticOf(now, remark))));
  }, [remarks, text]);

  useEffect(() => {
    const now = view.current!;
    if (reveal !== null && reveal <= now.state.doc.lines && !now.hasFocus) {
      const at = now.state.doc.line(reveal).from;
      now.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }), annotations: fromOutside.of(true) });
    }
  }, [reveal]);

  return <div ref={host} className={classes.code} lang="ja" />;
}

type Calls = { current: { onType: (text: string) => void; onUndo: () => void; onRedo: () => void; onLine: (line: number) => void } };

function extensionsOf(label: string, isYaml: boolean, calls: Calls): Extension {
  const go = (call: 'onUndo' | 'onRedo') => () => {
    calls.current[call]();
    return true;
  };
  return [
    EditorView.cspNonce.of(pageNonce()),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    lineNumbers(),
    lintGutter(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    EditorView.lineWrapping,
    isYaml ? [yaml(), syntaxHighlighting(colors)] : [],
    looks,
    keymap.of([{ key: 'Mod-z', run: go('onUndo') }, { key: 'Mod-y', run: go('onRedo') }, { key: 'Mod-Shift-z', run: go('onRedo') }, ...defaultKeymap]),
    EditorView.updateListener.of(update => {
      const isOurs = update.transactions.some(t => t.annotation(fromOutside));
      if (update.docChanged && !isOurs) {
        calls.current.onType(update.state.doc.toString());
      }
      if (update.selectionSet && !isOurs) {
        calls.current.onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
      }
    }),
  ];
}

/** The one piece in which two texts differ, so that the cursor stays where it is. */
function changeTo(before: string, after: string): { from: number; to: number; insert: Text } | null {
  if (before === after) {
    return null;
  }
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) {
    end++;
  }
  return { from: start, to: before.length - end, insert: Text.of(after.slice(start, after.length - end).split('\n')) };
}

function diagnosticOf(view: EditorView, remark: Remark): Diagnostic {
  const line = view.state.doc.line(Math.min(Math.max(1, remark.line), view.state.doc.lines));
  return { from: Math.min(line.from + remark.column - 1, line.to), to: line.to, severity: remark.severity, message: remark.text };
}
