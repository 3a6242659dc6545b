import { isMap, type Edit, type Json, type JsonMap, type Path } from '../editor/text/json';
import { freshId } from '../creating/ids';
import { textOf } from '../editor/words';

/** A condition of a rank as its form shows it: what is looked at, how, and beside what. */
export type Condition =
  /** @param figure the shop's own average that the number is a multiple of; null for a plain number. */
  | { kind: 'number'; subject: string; sign: Sign; value: string; figure: Figure | null }
  | { kind: 'truth'; subject: string; sign: Sign; value: boolean }
  /** Written in a way that only the file shows. */
  | { kind: 'other'; text: string };

export const signs = ['>=', '>', '<=', '<', '=', '!='] as const;
export type Sign = (typeof signs)[number];

export const figures = ['shop.averageOrderValue', 'shop.averageRevenuePerCustomer'] as const;
export type Figure = (typeof figures)[number];

/** What can be asked for by a number. */
export const numbers = ['orderCount', 'totalAmount', 'averageOrderValue', 'daysSinceFirst', 'daysSinceLast', 'activeSpanDays', 'discountShare', 'marginShare', 'behaviourScore', 'relationshipScore', 'advocacyCount'] as const;
export type NumberFact = (typeof numbers)[number];

/** What holds or does not. */
export const truths = ['consented', 'lineFriend', 'lapsed'] as const;
export type TruthFact = (typeof truths)[number];

/** Amounts may be compared with the shop's averages. */
export const amounts: readonly string[] = ['totalAmount', 'averageOrderValue'];

const shape = /^(.+?)\s*(>=|<=|!=|>|<|=)\s*(.+)$/;
const plain = /^\d{1,12}(\.\d{1,4})?$/;
const share = /^(\d{1,12}(?:\.\d{1,4})?)\s*\*\s*(shop\.\w+)$/;

export function conditionOf(text: string): Condition {
  const [, subject, sign, value] = shape.exec(text.trim()) ?? [];
  if (subject === undefined || sign === undefined || value === undefined) {
    return { kind: 'other', text };
  }
  if (plain.test(value)) {
    return { kind: 'number', subject, sign: sign as Sign, value, figure: null };
  }
  const [, times, figure] = share.exec(value) ?? [];
  if (times !== undefined && figures.includes(figure as Figure)) {
    return { kind: 'number', subject, sign: sign as Sign, value: times, figure: figure as Figure };
  }
  return value === 'true' || value === 'false' ? { kind: 'truth', subject, sign: sign as Sign, value: value === 'true' } : { kind: 'other', text };
}

export function conditionText(condition: Condition): string {
  return condition.kind === 'other' ? condition.text : `${condition.subject} ${condition.sign} ${condition.kind === 'truth' ? condition.value : condition.figure === null ? condition.value : `${condition.value} * ${condition.figure}`}`;
}

/** A number as it may stand in a condition, wide digits and separators taken as people write them; null when it is none. */
export function numberText(written: string): string | null {
  const text = written.normalize('NFKC').replace(/[,\s]/g, '');
  return plain.test(text) ? text : null;
}

/** The condition when it asks for something else. */
export function withSubject(condition: Condition, subject: string): Condition {
  if (truths.includes(subject as TruthFact)) {
    return { kind: 'truth', subject, sign: '=', value: true };
  }
  const before = condition.kind === 'number' ? condition : { sign: '>=' as const, value: '1', figure: null };
  return { kind: 'number', subject, sign: before.sign, value: before.value, figure: amounts.includes(subject) ? before.figure : null };
}

export interface RankRow {
  id: string;
  path: Path;
  says: JsonMap;
  conditions: readonly string[];
}

export interface ModelFile {
  says: JsonMap;
  ranks: readonly RankRow[];
}

/** A model as its form shows it; null where the file holds none. */
export function modelOf(value: Json): ModelFile | null {
  if (!isMap(value) || !Array.isArray(value['ranks']) || !value['ranks'].every(isMap)) {
    return null;
  }
  return {
    says: value,
    ranks: value['ranks'].map((says, at) => ({ id: textOf(says['id']), path: ['ranks', at], says, conditions: Array.isArray(says['when']) ? says['when'].map(textOf) : [] })),
  };
}

/** Another rank above the one at that place. */
export function addedRank(model: ModelFile, at: number, name: string): Edit {
  const id = freshId('rank', new Set(model.ranks.map(r => r.id)), 60);
  return { kind: 'insert', list: ['ranks'], at, item: { id, name, when: ['orderCount >= 1'] } };
}

/** Put in and taken out: the lines of the others stay as they are. */
export function setCondition(rank: RankRow, at: number, condition: Condition): Edit[] {
  const list = [...rank.path, 'when'];
  return [
    { kind: 'insert', list, at, item: conditionText(condition) },
    { kind: 'remove', list, at: at + 1 },
  ];
}

export function addCondition(rank: RankRow): Edit {
  return { kind: 'insert', list: [...rank.path, 'when'], at: rank.conditions.length, item: 'orderCount >= 1' };
}

/** Of a rank above the last, one condition must stay: without any it would take everybody. */
export function removeCondition(rank: RankRow, at: number): Edit | null {
  return rank.conditions.length > 1 ? { kind: 'remove', list: [...rank.path, 'when'], at } : null;
}

/** A place is taken by the one above, or below; the last rank is for everybody who is left, and stays. */
export function movedRank(model: ModelFile, at: number, by: -1 | 1): Edit | null {
  const last = model.ranks.length - 1;
  return at >= last || at + by < 0 || at + by >= last ? null : { kind: 'move', list: ['ranks'], at, toList: ['ranks'], to: by < 0 ? at - 1 : at + 2 };
}

export function removedRank(model: ModelFile, at: number): Edit | null {
  return at >= model.ranks.length - 1 || model.ranks.length <= 2 ? null : { kind: 'remove', list: ['ranks'], at };
}
