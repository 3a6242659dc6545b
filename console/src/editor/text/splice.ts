import { isScalar, parseDocument, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { targetOf, valueAt, type Edit, type Json, type Path } from './json';
import { columnOf, endOf, isEmpty, isFlow, isMap, isSeq, itemSpan, keyOf, lineEnd, lineStart, nextLine, nodeAt, pairOf, type Span } from './places';
import { inLine, isLiteral, itemLines, pairLines } from './render';

/** The order in which keys are written; a key that is not here comes last. */
const order = ['id', 'name', 'plan', 'rank', 'purpose', 'topic', 'trigger', 'reentry', 'onRankChange', 'onNewOrder', 'goal', 'exitOnGoal', 'holdout', 'hypothesis', 'after', 'at', 'expire', 'send', 'waitFor', 'then', 'else', 'branch', 'split', 'tag', 'webhook', 'exit', 'when', 'otherwise', 'weight', 'steps', 'type', 'altText', 'size', 'header', 'hero', 'body', 'footer', 'lapsedAfterDays', 'demotion', 'shopFigures', 'scores', 'axes', 'ranks'];

/** The text after an edit, with everything else byte for byte as it was; null where the text is written in a way that this cannot mend in place. */
export function spliced(text: string, edit: Edit): string | null {
  switch (edit.kind) {
    case 'set':
      return set(text, edit.path, edit.value);
    case 'unset':
      return unset(text, edit.path);
    case 'insert':
      return insert(text, edit.list, edit.at, itemLines(edit.item), edit.item);
    case 'remove':
      return remove(text, edit.list, edit.at);
    case 'move':
      return move(text, edit);
  }
}

function put(text: string, { from, to }: Span, piece: string): string {
  return text.slice(0, from) + piece + text.slice(to);
}

/** Lines of ours, with the line break and the indentation of the file. */
function block(text: string, lines: readonly string[], indent: number): string {
  return lines.map(line => (line === '' ? '' : ' '.repeat(indent) + line)).join(breakOf(text));
}

function breakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function set(text: string, path: Path, value: Json): string | null {
  const document = parseDocument(text);
  const map = nodeAt(document, path.slice(0, -1));
  const key = path.at(-1)!;
  if (!isMap(map)) {
    return null;
  }
  const pair = pairOf(map, String(key));
  if (pair === undefined) {
    return add(text, map, String(key), value);
  }
  const old = pair.value as Node | null;
  const isInLine = (typeof value !== 'object' && !isLiteral(value)) || value === null || isFlow(map);
  if (isScalar(old) && !isEmpty(old) && isInLine && !old.anchor) {
    const quotes = old.type === 'QUOTE_DOUBLE' || old.type === 'QUOTE_SINGLE' ? old.type : undefined;
    return put(text, { from: old.range![0], to: endOf(text, old) }, inLine(value, quotes));
  }
  const span = { from: keyOf(pair).range![0], to: endOf(text, pair) };
  return isFlow(map) ? put(text, span, `${inLine(key)}: ${inLine(value)}`) : put(text, span, block(text, pairLines(String(key), value), columnOf(text, span.from)).trimStart());
}

/** Behind the last of those keys that come before it. */
function add(text: string, map: YAMLMap, key: string, value: Json): string | null {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const before = map.items.findLast(pair => rank(String(keyOf(pair))) <= rank(key)) ?? map.items.at(-1);
  if (before === undefined) {
    return put(text, { from: map.range![0], to: map.range![1] }, `{ ${inLine(key)}: ${inLine(value)} }`);
  }
  const end = endOf(text, before);
  if (isFlow(map)) {
    return put(text, { from: end, to: end }, `, ${inLine(key)}: ${inLine(value)}`);
  }
  const at = lineEnd(text, end);
  return put(text, { from: at, to: at }, breakOf(text) + block(text, pairLines(key, value), columnOf(text, keyOf(before).range![0])));
}

function unset(text: string, path: Path): string | null {
  const map = nodeAt(parseDocument(text), path.slice(0, -1));
  if (!isMap(map)) {
    return null;
  }
  const at = map.items.findIndex(pair => String(keyOf(pair)) === path.at(-1));
  const pair = map.items[at];
  if (pair === undefined || map.items.length === 1) {
    return pair === undefined ? text : null;
  }
  const from = keyOf(pair).range![0];
  if (isFlow(map)) {
    return put(text, withoutComma(text, map, at), '');
  }
  if (text.slice(lineStart(text, from), from).trim() === '') {
    return dropLines(text, { from: lineStart(text, from), to: lineEnd(text, endOf(text, pair)) });
  }
  const next = map.items[at + 1]!; // the first, behind a dash: the next takes its place
  const follower = { from: keyOf(next).range![0], to: endOf(text, next) };
  const shorter = dropLines(text, { from: lineStart(text, follower.from), to: lineEnd(text, follower.to) });
  return put(shorter, { from, to: lineEnd(text, endOf(text, pair)) }, text.slice(follower.from, lineEnd(text, follower.to)));
}

/** An item of { … } or [ … ], with the comma that parted it from its neighbor. */
function withoutComma(text: string, of: YAMLMap | YAMLSeq, at: number): Span {
  const startOf = (index: number) => {
    const item = of.items[index]!;
    return (isMap(of) ? keyOf(item as never) : (item as Node)).range![0];
  };
  return at + 1 < of.items.length ? { from: startOf(at), to: startOf(at + 1) } : { from: endOf(text, of.items[at - 1] as Node), to: endOf(text, of.items[at] as Node) };
}

/** Without whole lines, and their last break. */
function dropLines(text: string, { from, to }: Span): string {
  const after = nextLine(text, to);
  return after === to ? text.slice(0, Math.max(0, lineEnd(text, from - 1))) : put(text, { from, to: after }, ''); // the last line may have no break
}

function insert(text: string, path: Path, at: number, lines: readonly string[], item: Json): string | null {
  const document = parseDocument(text);
  const list = nodeAt(document, path);
  if (list === undefined || !isSeq(list) || list.items.length === 0) {
    return begin(text, path, lines, item);
  }
  if (isFlow(list)) {
    const behind = list.items[at - 1] as Node | undefined;
    const next = list.items[at] as Node | undefined;
    const offset = next === undefined ? endOf(text, behind!) : next.range![0];
    return put(text, { from: offset, to: offset }, next === undefined ? `, ${inLine(item)}` : `${inLine(item)}, `);
  }
  const first = itemSpan(text, list, 0);
  const before = at > 0 ? itemSpan(text, list, at - 1) : null;
  if (first === null || (at > 0 && before === null)) {
    return null;
  }
  const piece = block(text, lines, columnOf(text, first.dash));
  return before === null ? put(text, { from: first.from, to: first.from }, piece + breakOf(text)) : put(text, { from: before.to, to: before.to }, breakOf(text) + piece);
}

/** The first item of a list that was empty, or not there. */
function begin(text: string, path: Path, lines: readonly string[], item: Json): string | null {
  const map = nodeAt(parseDocument(text), path.slice(0, -1));
  const key = String(path.at(-1));
  if (!isMap(map)) {
    return null;
  }
  const pair = pairOf(map, key);
  if (isFlow(map)) {
    return pair === undefined ? add(text, map, key, [item]) : put(text, { from: keyOf(pair).range![0], to: endOf(text, pair) }, `${key}: [ ${inLine(item)} ]`);
  }
  const empty = pair === undefined ? add(text, map, key, []) : text;
  const there = pairOf(nodeAt(parseDocument(empty!), path.slice(0, -1)) as YAMLMap, key)!;
  const from = keyOf(there).range![0];
  const column = columnOf(empty!, from);
  const to = endOf(empty!, there);
  const comment = empty!.slice(to, lineEnd(empty!, to)); // stays beside the key
  return put(empty!, { from, to: lineEnd(empty!, to) }, `${key}:${comment}${breakOf(text)}${block(text, lines, column + 2)}`);
}

function remove(text: string, path: Path, at: number): string | null {
  const document = parseDocument(text);
  const list = nodeAt(document, path);
  if (!isSeq(list)) {
    return null;
  }
  if (isFlow(list)) {
    return list.items.length === 1 ? put(text, { from: list.range![0], to: list.range![1] }, '[]') : put(text, withoutComma(text, list, at), '');
  }
  const span = itemSpan(text, list, at);
  if (span === null || list.items.length > 1) {
    return span === null ? null : dropLines(text, span);
  }
  const pair = pairOf(nodeAt(document, path.slice(0, -1)) as YAMLMap, String(path.at(-1)))!;
  const colon = text.indexOf(':', keyOf(pair).range![1]) + 1;
  const line = lineEnd(text, colon);
  const without = put(text, { from: line, to: span.to }, '');
  return put(without, { from: colon, to: colon }, ' []');
}

function move(text: string, edit: Edit & { kind: 'move' }): string | null {
  const document = parseDocument(text);
  const list = nodeAt(document, edit.list);
  const item = valueAt(document.toJS() as Json, [...edit.list, edit.at]);
  if (!isSeq(list) || item === undefined) {
    return null;
  }
  const lines = isFlow(list) ? [`- ${flowText(text, list.items[edit.at] as Node, item)}`] : ownLines(text, list, edit.at);
  const rest = remove(text, edit.list, edit.at);
  const target = targetOf(edit);
  return lines === null || rest === null ? null : insert(rest, target.list, target.at, lines, item);
}

/** As it was written, if that is one line. */
function flowText(text: string, node: Node, item: Json): string {
  const source = text.slice(node.range![0], endOf(text, node));
  return source.includes('\n') ? inLine(item) : source;
}

/** The lines of an item as if it stood at the very left. */
function ownLines(text: string, list: YAMLSeq, at: number): string[] | null {
  const span = itemSpan(text, list, at);
  const indent = span === null ? '' : ' '.repeat(columnOf(text, span.dash));
  return span === null
    ? null
    : text
        .slice(span.from, span.to)
        .split(/\r?\n/)
        .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
}
