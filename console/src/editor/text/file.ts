import { isNode, isSeq, LineCounter, parseDocument, YAMLParseError, type YAMLSeq } from 'yaml';
import { same } from './differences';
import { edited, targetOf, type Edit, type Json, type Path } from './json';
import { spliced } from './splice';

/** What keeps a text from being read, and where it stands: lines and columns from 1. */
export interface Fault {
  /** YAML: the text is broken. The others: what the canvas cannot draw. */
  kind: 'yaml' | 'shape' | 'step' | 'id' | 'twice';
  line: number;
  column: number;
  /** What the parser says, or the id in question. */
  detail: string;
}

export type Content = { isWhole: true; value: Json } | { isWhole: false; fault: Fault };

/** Reads a text. Anchors are refused, as the server refuses them. */
export function contentOf(text: string): Content {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0];
  if (error instanceof YAMLParseError) {
    const { line, col } = lines.linePos(error.pos[0]);
    return { isWhole: false, fault: { kind: 'yaml', line, column: col, detail: error.message.split('\n')[0] ?? '' } };
  }
  try {
    return { isWhole: true, value: document.toJS({ maxAliasCount: 0 }) as Json };
  } catch {
    return { isWhole: false, fault: { kind: 'yaml', line: 1, column: 1, detail: 'alias' } };
  }
}

/** The text after an edit. Everything else stays byte for byte, comments included; only a text that is written in a way that cannot be
 *  mended in place is written anew as a whole, with its comments and the order of its keys. */
export function editedText(text: string, edit: Edit): string {
  const before = contentOf(text);
  if (!before.isWhole) {
    throw new Error('A text that cannot be read cannot be edited.');
  }
  const wanted = edited(before.value, edit);
  const mended = spliced(text, edit);
  return mended !== null && says(mended, wanted) ? mended : writtenAnew(text, edit);
}

/** Whether a text says exactly that. */
export function says(text: string, value: Json): boolean {
  const content = contentOf(text);
  return content.isWhole && same(content.value, value);
}

function writtenAnew(text: string, edit: Edit): string {
  const document = parseDocument(text);
  const put = (list: Path, at: number, node: unknown) => {
    const there = document.getIn(list, true);
    if (isSeq(there)) {
      there.items.splice(at, 0, node);
    } else {
      document.setIn(list, document.createNode([]));
      (document.getIn(list, true) as YAMLSeq).items.push(node);
    }
  };
  switch (edit.kind) {
    case 'set':
      document.setIn(edit.path, document.createNode(edit.value));
      break;
    case 'unset':
      document.deleteIn(edit.path);
      break;
    case 'remove':
      document.deleteIn([...edit.list, edit.at]);
      break;
    case 'insert':
      put(edit.list, edit.at, document.createNode(edit.item));
      break;
    case 'move': {
      const node = document.getIn([...edit.list, edit.at], true);
      const { list, at } = targetOf(edit);
      document.deleteIn([...edit.list, edit.at]);
      put(list, at, node);
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** Where something stands in the text, from 1; null where it is not there. Of a step, the line of its dash. */
export function lineOf(text: string, path: Path): number | null {
  const lines = new LineCounter();
  const node = parseDocument(text, { lineCounter: lines }).getIn(path, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
}
