import { contentOf, editedText } from '../../editor/text/file';
import { differences } from '../../editor/text/differences';
import { isMap, valueAt, type Edit, type Json, type JsonMap, type Path } from '../../editor/text/json';
import { places, type Place } from './model';

/** What can be put into a file of messages. */
export type NewMessageKind = 'text' | 'sticker' | 'image' | 'card' | 'cards' | 'buttons';

/** What can be put into a card. */
export type NewPart = 'text' | 'button' | 'image' | 'separator';

/** What stands in what is new, in the reader's own words. */
export interface NewWords {
  text: string;
  title: string;
  button: string;
  alt: string;
}

const picture = 'https://example.com/image.jpg';
const shop = '{{shop.url}}';

export function messageOf(kind: NewMessageKind, words: NewWords): JsonMap {
  switch (kind) {
    case 'text':
      return { type: 'text', text: words.text };
    case 'sticker':
      return { type: 'sticker', packageId: '446', stickerId: '1988' }; // LINE's own, which every channel may send
    case 'image':
      return { type: 'image', originalContentUrl: picture, previewImageUrl: picture };
    case 'card':
      return { type: 'flex', altText: words.alt, contents: bubble(words) };
    case 'cards':
      return { type: 'flex', altText: words.alt, contents: { type: 'carousel', contents: [bubble(words), bubble(words)] } };
    case 'buttons':
      return { type: 'template', altText: words.alt, template: { type: 'buttons', text: words.text, actions: [uriAction(words)] } };
  }
}

export function bubble(words: NewWords): JsonMap {
  return {
    type: 'bubble',
    body: { type: 'box', layout: 'vertical', spacing: 'md', contents: [{ type: 'text', text: words.title, weight: 'bold', size: 'lg', wrap: true }, { type: 'text', text: words.text, wrap: true }] },
    footer: { type: 'box', layout: 'vertical', contents: [{ type: 'button', style: 'primary', action: uriAction(words) }] },
  };
}

export function uriAction(words: NewWords): JsonMap {
  return { type: 'uri', label: words.button, uri: shop };
}

export function partOf(kind: NewPart, words: NewWords): JsonMap {
  switch (kind) {
    case 'text':
      return { type: 'text', text: words.text, wrap: true };
    case 'button':
      return { type: 'button', style: 'primary', action: uriAction(words) };
    case 'image':
      return { type: 'image', url: picture, size: 'full' };
    case 'separator':
      return { type: 'separator', margin: 'lg' };
  }
}

/** Puts a part at the end of a place of a card: buttons belong below, all else into the middle. A picture at the head is a place of its own. */
export function addition(card: JsonMap, path: Path, place: Place, part: JsonMap): Edit {
  if (place === 'hero') {
    return { kind: 'set', path: [...path, 'hero'], value: { ...part, aspectRatio: '20:13', aspectMode: 'cover' } };
  }
  const box = card[place];
  return isMap(box) && Array.isArray(box['contents'])
    ? { kind: 'insert', list: [...path, place, 'contents'], at: box['contents'].length, item: part }
    : { kind: 'set', path: [...path, place], value: { type: 'box', layout: 'vertical', contents: [part] } };
}

/** Takes a part out. A place that would stand empty goes with it: LINE takes no card without anything in it. */
export function removal(file: Json, path: Path): Edit | null {
  const at = path.at(-1);
  if (typeof at !== 'number') {
    return places.includes(at as Place) ? { kind: 'unset', path } : null;
  }
  const list = valueAt(file, path.slice(0, -1));
  if (Array.isArray(list) && list.length > 1) {
    return { kind: 'remove', list: path.slice(0, -1), at };
  }
  const box = path.slice(0, -2);
  const card = valueAt(file, box.slice(0, -1));
  const isPlace = places.includes(box.at(-1) as Place);
  return isPlace && isMap(card) && places.some(place => place !== box.at(-1) && place in card) ? { kind: 'unset', path: box } : null;
}

/** Moves an item of a list by one place; null at its ends. */
export function movement(file: Json, path: Path, by: -1 | 1): Edit | null {
  const at = path.at(-1);
  const list = valueAt(file, path.slice(0, -1));
  if (typeof at !== 'number' || !Array.isArray(list) || at + by < 0 || at + by >= list.length) {
    return null;
  }
  return { kind: 'move', list: path.slice(0, -1), at, toList: path.slice(0, -1), to: by < 0 ? at - 1 : at + 2 };
}

/** Another kind of what tapping leads to, with what it needs. */
export function actionOfType(type: 'uri' | 'message' | 'postback', before: JsonMap): JsonMap {
  const label = before['label'] ?? '';
  const words = typeof label === 'string' && label !== '' ? label : 'ok';
  return type === 'uri' ? { type, label, uri: shop } : type === 'message' ? { type, label, text: words } : { type, label, data: 'answer', displayText: words };
}

/** The messages of a file as JSON, as LINE's own tools show them; null where the file cannot be read. */
export function jsonOf(text: string): string | null {
  const content = contentOf(text);
  const messages = content.isWhole && isMap(content.value) ? content.value['messages'] : undefined;
  return messages === undefined ? null : JSON.stringify(messages, null, 2);
}

/** The file with the messages of a JSON text; all that they say alike stays byte for byte.
 *  @returns null where the JSON holds no messages. A single message, or a bubble or carousel by itself, is taken as one message. */
export function withJson(text: string, json: string, words: NewWords): string | null {
  const content = contentOf(text);
  const messages = messagesOfJson(json, words);
  if (messages === null || !content.isWhole || !isMap(content.value)) {
    return null;
  }
  return differences(content.value, { ...content.value, messages }).reduce(editedText, text);
}

function messagesOfJson(json: string, words: NewWords): Json[] | null {
  let value: Json;
  try {
    value = JSON.parse(json) as Json;
  } catch {
    return null;
  }
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isMap) ? value : null;
  }
  if (!isMap(value)) {
    return null;
  }
  if (Array.isArray(value['messages'])) {
    return messagesOfJson(JSON.stringify(value['messages']), words);
  }
  return value['type'] === 'bubble' || value['type'] === 'carousel' ? [{ type: 'flex', altText: words.alt, contents: value }] : typeof value['type'] === 'string' ? [value] : null;
}
