import { Document, Scalar } from 'yaml';
import { isMap, type Json } from './json';

/** Lists of steps and the parts of LINE messages, with what holds them: they stand line below line. Everything else stands in one line. */
const tall = new Set(['steps', 'then', 'else', 'branch', 'split', 'arms', 'messages', 'contents', 'header', 'hero', 'body', 'footer', 'template', 'columns', 'actions', 'quickReply', 'items']);

/** The same of lists alone: in journeys these words are conditions. */
const tallLists = new Set(['ranks', 'when', 'axes']);

const clock = /^\d{1,2}:\d{2}$/;

/** A value in one line. Times of day stand in quotes, as other readers of YAML take them for numbers. */
export function inLine(value: Json, quotes?: Scalar.Type): string {
  if (Array.isArray(value)) {
    const items = value.map(item => inLine(item)).join(', ');
    return value.some(isMap) ? `[ ${items} ]` : `[${items}]`;
  }
  if (isMap(value)) {
    const pairs = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${inLine(inner)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return scalar(value, quotes);
}

/** As it may stand between others in one line. */
function scalar(value: string | number | boolean | null, quotes?: Scalar.Type): string {
  const node = new Scalar(value);
  if (typeof value === 'string') {
    const type = clock.test(value) ? Scalar.QUOTE_DOUBLE : quotes;
    if (type !== undefined) {
      node.type = type;
    }
  }
  const list = new Document([node]).toString({ collectionStyle: 'flow', lineWidth: 0, blockQuote: false, flowCollectionPadding: false });
  return list.trimEnd().slice(1, -1);
}

/** Whether a text stands as it is, line below line, behind '|': nothing at its ends or between can be lost. */
export function isLiteral(value: Json | undefined): value is string {
  return typeof value === 'string' && /[^\n]\n/.test(value) && !/^[\s#]|[\t\r\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[ \u3000]\n|\s\n$|[ \u3000]$|\p{Cs}/u.test(value);
}

/** A key with its value, as lines without the indentation of the first. */
export function pairLines(key: string, value: Json): string[] {
  if (isLiteral(value)) {
    const isEnded = value.endsWith('\n');
    return [`${inLine(key)}: ${isEnded ? '|' : '|-'}`, ...(isEnded ? value.slice(0, -1) : value).split('\n').map(indented)];
  }
  if ((tall.has(key) || tallLists.has(key)) && Array.isArray(value) && value.length > 0) {
    return [`${key}:`, ...value.flatMap(itemLines).map(indented)];
  }
  if (tall.has(key) && isMap(value) && Object.keys(value).length > 0) {
    return [`${key}:`, ...mapLines(value).map(indented)];
  }
  return [`${inLine(key)}: ${inLine(value)}`];
}

/** An item of a list of steps or arms. */
export function itemLines(value: Json): string[] {
  if (!isMap(value) || Object.keys(value).length === 0) {
    return [`- ${inLine(value)}`];
  }
  return mapLines(value).map((line, index) => (index === 0 ? `- ${line}` : indented(line)));
}

function mapLines(map: Record<string, Json>): string[] {
  return Object.entries(map).flatMap(([key, value]) => pairLines(key, value));
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
