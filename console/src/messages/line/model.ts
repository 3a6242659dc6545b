import { isMap, type Json, type JsonMap, type Path } from '../../editor/text/json';
import { textOf } from '../../editor/words';

export type MessageType = 'text' | 'textV2' | 'sticker' | 'image' | 'video' | 'template' | 'flex';

/** A part of a message that a form can show. What it cannot show stays in the file as it is. */
export type Part =
  | { kind: 'text' | 'button' | 'image' | 'separator' | 'box' | 'other'; path: Path; says: JsonMap }
  /** A card of a row of cards. */
  | { kind: 'card'; path: Path; says: JsonMap };

/** A message of the file. */
export interface LineMessage {
  type: MessageType | 'other';
  path: Path;
  says: JsonMap;
}

const types: readonly string[] = ['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex'];

/** The messages of a file; null where it holds no list of them. */
export function messagesIn(value: Json): LineMessage[] | null {
  const list = isMap(value) ? value['messages'] : undefined;
  if (!Array.isArray(list) || !list.every(isMap)) {
    return null;
  }
  return list.map((says, at) => ({ type: types.includes(textOf(says['type'])) ? (says['type'] as MessageType) : 'other', path: ['messages', at], says }));
}

/** The cards of a Flex message, or the columns of a carousel of LINE's templates: one where there is no carousel. */
export function cardsOf({ type, path, says }: LineMessage): Part[] {
  const key = type === 'flex' ? 'contents' : 'template';
  const whole = says[key];
  if (!isMap(whole)) {
    return [];
  }
  const list = type === 'flex' ? 'contents' : 'columns';
  if (whole['type'] !== 'carousel' || !Array.isArray(whole[list])) {
    return [{ kind: 'card', path: [...path, key], says: whole }];
  }
  return whole[list].flatMap((card, at): Part[] => (isMap(card) ? [{ kind: 'card', path: [...path, key, list, at], says: card }] : []));
}

/** The places of a card of Flex in which parts stand. */
export const places = ['header', 'hero', 'body', 'footer'] as const;
export type Place = (typeof places)[number];

/** The parts of a place of a card, those inside of boxes included, in the order in which they are seen. */
export function partsOf({ path, says }: Part, place: Place): Part[] {
  const box = says[place];
  return isMap(box) ? partsAt(box, [...path, place]) : [];
}

function partsAt(says: JsonMap, path: Path): Part[] {
  const type = textOf(says['type']);
  if (type === 'box') {
    const contents = says['contents'];
    return Array.isArray(contents) ? contents.flatMap((inner, at) => (isMap(inner) ? partsAt(inner, [...path, 'contents', at]) : [])) : [];
  }
  return [{ kind: type === 'text' || type === 'button' || type === 'image' || type === 'separator' ? type : 'other', path, says }];
}

/** Whether a part can be taken out: it stands in a list, and is not the last of it, because LINE refuses empty boxes of some kinds. */
export function isRemovable(part: Part): boolean {
  return typeof part.path.at(-1) === 'number';
}

/** What tapping leads to, as the form knows it. */
export type ActionType = 'uri' | 'message' | 'postback' | 'other';

export function actionOf(says: JsonMap): { type: ActionType; says: JsonMap } {
  const type = textOf(says['type']);
  return { type: type === 'uri' || type === 'message' || type === 'postback' ? type : 'other', says };
}
