import { graphOf, nodeBefore, stepNodeId, triggerId } from './canvas/graph';
import { historyOf, redone, undone, written, type History } from './model/history';
import { journeyOf, stepOf, type Journey } from './model/journey';
import { contentOf, editedText, lineOf, type Fault } from './text/file';
import type { Edit } from './text/json';

export interface EditorState {
  history: History;
  /** What could be read last: what the canvas shows. */
  journey: Journey;
  /** Why the present text cannot be drawn; null when the journey is what it says. */
  fault: Fault | null;
  /** The node of the canvas whose panel is shown. */
  selected: string;
}

export type EditorAct =
  /** Somebody typed into the text. */
  | { kind: 'typed'; text: string; now: number }
  /** Somebody changed something on the canvas or in a panel; more edits than one are one step back.
   *  @param now when a key was pressed in a field; left out for an act of its own. */
  | { kind: 'edited'; edits: readonly Edit[]; select?: string; now?: number }
  /** Another text takes the place of this one; the way back leads to this. */
  | { kind: 'replaced'; text: string }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'select'; node: string };

const nothing: Journey = { says: {}, steps: [] };

export function editorOf(text: string): EditorState {
  return shown({ history: historyOf(text), journey: nothing, fault: null, selected: triggerId });
}

export function editorAfter(state: EditorState, act: EditorAct): EditorState {
  switch (act.kind) {
    case 'typed':
      return shown({ ...state, history: written(state.history, act.text, act.now) });
    case 'replaced':
      return shown({ ...state, history: written(state.history, act.text) });
    case 'edited':
      return state.fault === null ? shown({ ...state, history: written(state.history, act.edits.reduce(editedText, state.history.present), act.now ?? null), selected: act.select ?? state.selected }) : state;
    case 'undo':
      return shown({ ...state, history: undone(state.history) });
    case 'redo':
      return shown({ ...state, history: redone(state.history) });
    case 'select':
      return { ...state, selected: act.node };
  }
}

/** Reads the text; where it cannot be read, the last good journey stays. */
function shown(state: EditorState): EditorState {
  const text = state.history.present;
  const content = contentOf(text);
  if (!content.isWhole) {
    return { ...state, fault: content.fault };
  }
  const read = journeyOf(content.value);
  if (!('steps' in read)) {
    return { ...state, fault: { kind: read.kind, detail: read.detail, line: lineOf(text, read.path) ?? 1, column: 1 } };
  }
  const isThere = graphOf(read).nodes.some(node => node.id === state.selected);
  return { ...state, journey: read, fault: null, selected: isThere ? state.selected : besides(state, read) };
}

/** What stood before the step that is gone. */
function besides(state: EditorState, now: Journey): string {
  const gone = stepOf(state.journey, state.selected.replace('step:', ''));
  const before = gone === undefined ? triggerId : nodeBefore(state.journey, gone);
  return before !== triggerId && stepOf(now, before.replace('step:', '')) === undefined ? triggerId : before;
}

export { stepNodeId };
