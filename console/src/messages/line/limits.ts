import type { MessageType } from './model';

/** LINE's limits, as the server keeps them (docs/messages.md). */
export const limits = {
  messages: 5,
  text: 5000,
  altText: 1500,
  cards: 12,
  columns: 10,
  buttons: 4,
  columnButtons: 3,
  label: 20,
  flexLabel: 40,
  uri: 1000,
  data: 300,
  title: 40,
  buttonsText: 160,
  columnText: 120,
  smallText: 60,
  url: 2000,
} as const;

/** As LINE counts: units of UTF-16, in which most emoji are two; in templates and labels characters as people count them. */
export function lengthOf(text: string, unit: 'units' | 'characters'): number {
  return unit === 'units' ? text.length : [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].length;
}

/** Without what differs from customer to customer: it is counted when the message is rendered. */
export function fixedText(text: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, '');
}

export function textMax(type: MessageType | 'other', isColumn: boolean, hasMore: boolean): number {
  return type === 'template' ? (hasMore ? limits.smallText : isColumn ? limits.columnText : limits.buttonsText) : limits.text;
}
