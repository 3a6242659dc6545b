import { isMap, type Edit, type Json, type JsonMap, type Path } from './json';

/** The edits that lead from one value to another, as few parts of the file touched as can be: each is applied to what those before it left. */
export function differences(before: Json, after: Json, path: Path = []): Edit[] {
  if (same(before, after)) {
    return [];
  }
  if (isMap(before) && isMap(after)) {
    return ofMaps(before, after, path);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return ofLists(before, after, path);
  }
  if (path.length === 0) {
    throw new RangeError('A file stays a map or a list.');
  }
  return replaced(path, after);
}

function ofMaps(before: JsonMap, after: JsonMap, path: Path): Edit[] {
  const gone = Object.keys(before).filter(key => !(key in after));
  const kept = Object.entries(after).flatMap(([key, value]): Edit[] => (key in before ? differences(before[key]!, value, [...path, key]) : [{ kind: 'set', path: [...path, key], value }]));
  return [...kept, ...gone.map((key): Edit => ({ kind: 'unset', path: [...path, key] }))]; // what is added first, so that no map is empty in between
}

/** What is alike at both ends stays; in the middle items that have a partner are changed, and the rest comes or goes. */
function ofLists(before: readonly Json[], after: readonly Json[], path: Path): Edit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && same(before[start]!, after[start]!)) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && same(before.at(-1 - end)!, after.at(-1 - end)!)) {
    end++;
  }
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const pairs = Math.min(old.length, now.length);
  const changed = now.slice(0, pairs).flatMap((value, at) => differences(old[at]!, value, [...path, start + at]));
  const added = now.slice(pairs).map((item, at): Edit => ({ kind: 'insert', list: path, at: start + pairs + at, item }));
  const removed = old.slice(pairs).map((): Edit => ({ kind: 'remove', list: path, at: start + pairs }));
  return [...changed, ...added, ...removed];
}

/** An item of a list is taken out and put in anew; what a key holds is set. */
function replaced(path: Path, value: Json): Edit[] {
  const at = path.at(-1)!;
  return typeof at === 'number'
    ? [
        { kind: 'insert', list: path.slice(0, -1), at, item: value },
        { kind: 'remove', list: path.slice(0, -1), at: at + 1 },
      ]
    : [{ kind: 'set', path, value }];
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return a === b;
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => key in b && same((a as Record<string, Json>)[key], (b as Record<string, Json>)[key]));
}
