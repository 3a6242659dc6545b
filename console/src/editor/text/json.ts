/** What a file holds, without its looks. */
export type Json = string | number | boolean | null | Json[] | JsonMap;
export interface JsonMap {
  [key: string]: Json;
}

/** Where in a file: keys of maps and places in lists, from the top. */
export type Path = readonly (string | number)[];

/** One change of a file. Places in lists are those before the change. */
export type Edit =
  /** Sets a key, or adds it. The map that holds it is there. */
  | { kind: 'set'; path: Path; value: Json }
  /** Takes a key away. */
  | { kind: 'unset'; path: Path }
  /** Puts an item into a list, before the one at that place. A list that is not there begins with it. */
  | { kind: 'insert'; list: Path; at: number; item: Json }
  | { kind: 'remove'; list: Path; at: number }
  /** Takes an item elsewhere: not into itself. */
  | { kind: 'move'; list: Path; at: number; toList: Path; to: number };

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((at, step) => (Array.isArray(at) ? at[Number(step)] : isMap(at) ? at[step] : undefined), value);
}

/** The value after an edit; the old one stays as it is. */
export function edited(value: Json, edit: Edit): Json {
  switch (edit.kind) {
    case 'set':
      return replaced(value, edit.path, () => edit.value);
    case 'unset':
      return replaced(value, edit.path.slice(0, -1), map => Object.fromEntries(Object.entries(map as JsonMap).filter(([key]) => key !== edit.path.at(-1))));
    case 'insert':
      return replaced(value, edit.list, list => (Array.isArray(list) ? list.toSpliced(edit.at, 0, edit.item) : [edit.item]));
    case 'remove':
      return replaced(value, edit.list, list => (list as Json[]).toSpliced(edit.at, 1));
    case 'move': {
      const item = valueAt(value, [...edit.list, edit.at])!;
      const { list, at } = targetOf(edit);
      return edited(edited(value, { kind: 'remove', list: edit.list, at: edit.at }), { kind: 'insert', list, at, item });
    }
  }
}

/** Where an item that moves goes, once it is taken out of its old place. */
export function targetOf({ list, at, toList, to }: Edit & { kind: 'move' }): { list: Path; at: number } {
  const isUnder = toList.length >= list.length && list.every((step, index) => step === toList[index]);
  if (!isUnder) {
    return { list: toList, at: to };
  }
  if (toList.length === list.length) {
    return { list: toList, at: to > at ? to - 1 : to };
  }
  const through = Number(toList[list.length]);
  if (through === at) {
    throw new RangeError('An item cannot move into itself.');
  }
  return { list: through > at ? toList.with(list.length, through - 1) : toList, at: to };
}

function replaced(value: Json | undefined, path: Path, change: (old: Json | undefined) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.with(Number(step), replaced(value[Number(step)], rest, change));
  }
  return { ...(value as JsonMap), [step]: replaced((value as JsonMap)[step], rest, change) };
}
