import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from './json';

export interface Span {
  from: number;
  to: number;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where it ends: before its break, after its comment. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** Where the next line begins. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function nodeAt(document: Document, path: Path): Node | undefined {
  return document.getIn(path, true) as Node | undefined;
}

export function keyOf(pair: Pair): Node {
  return pair.key as Node;
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** The end of what a node says: without comments and blank lines behind it. */
export function endOf(text: string, node: Node | Pair | null): number {
  if (isPair(node)) {
    const value = node.value as Node | null;
    return isEmpty(value) ? text.indexOf(':', keyOf(node).range![1]) + 1 : endOf(text, value);
  }
  if (isCollection(node) && !node.flow && node.items.length > 0) {
    return endOf(text, node.items.at(-1) as Node | Pair);
  }
  const end = node!.range![1];
  return node!.range![0] + text.slice(node!.range![0], end).trimEnd().length;
}

/** Whether nothing is written: 'key:' alone. */
export function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '');
}

export function isFlow(node: YAMLMap | YAMLSeq): boolean {
  return node.flow === true;
}

/** The lines of an item of a list that stands line below line, with the comments directly above it.
 *  @returns null where the item does not stand behind its dash. */
export function itemSpan(text: string, list: YAMLSeq, at: number): (Span & { dash: number }) | null {
  const node = list.items[at] as Node;
  const dash = dashOf(text, node);
  if (dash === null) {
    return null;
  }
  const floor = at > 0 ? lineEnd(text, endOf(text, list.items[at - 1] as Node)) : 0;
  const comment = ' '.repeat(columnOf(text, dash)) + '#';
  let from = lineStart(text, dash);
  while (from > floor + 1 && text.startsWith(comment, lineStart(text, from - 1)) && lineStart(text, from - 1) >= floor) {
    from = lineStart(text, from - 1);
  }
  return { from, to: lineEnd(text, endOf(text, node)), dash };
}

export function dashOf(text: string, node: Node): number | null {
  const from = node.range![0];
  const before = /-[ \t]+$/.exec(text.slice(lineStart(text, from), from));
  return before === null || text.slice(lineStart(text, from), lineStart(text, from) + before.index).trim() !== '' ? null : lineStart(text, from) + before.index;
}

export { isAlias, isMap, isSeq };
