/** What was written, and how it came about. Texts, because the text is the one truth: the canvas is drawn from it. */
export interface History {
  past: readonly string[];
  present: string;
  future: readonly string[];
  /** When the latest change came, and whether it was typed: typing within a second is one step back. */
  typedAt: number | null;
}

const stepsMax = 500;
const oneGoMs = 1000;

export function historyOf(text: string): History {
  return { past: [], present: text, future: [], typedAt: null };
}

/** @param typedAt when a key was pressed; null for an act of its own. */
export function written(history: History, text: string, typedAt: number | null = null): History {
  if (text === history.present) {
    return history;
  }
  const goesOn = typedAt !== null && history.typedAt !== null && typedAt - history.typedAt < oneGoMs && history.past.length > 0;
  return { past: goesOn ? history.past : [...history.past, history.present].slice(-stepsMax), present: text, future: [], typedAt };
}

export function undone(history: History): History {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], typedAt: null };
}

export function redone(history: History): History {
  const [after, ...future] = history.future;
  return after === undefined ? history : { past: [...history.past, history.present], present: after, future, typedAt: null };
}
