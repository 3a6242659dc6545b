import type { Edit, Json, JsonMap, Path } from '../text/json';
import { everyStep, pathOf, type Journey, type Step, type StepKind } from './journey';

/** Where a step can go: into a list, before the step at that place. */
export interface Place {
  list: Path;
  at: number;
}

/** What a marketer can put into a journey. */
export type NewStep = Exclude<StepKind, 'other'>;

/** Before the first step; behind a step; at the beginning of one of its arms. */
export const placeOf = {
  start: { list: ['steps'], at: 0 } as Place,
  behind: (step: Step): Place => ({ list: step.list, at: step.at + 1 }),
  arm: (step: Step, arm: number): Place => ({ list: step.arms[arm]!.list, at: 0 }),
};

/** A new step of a kind, with what it needs at the least. */
export function addition(journey: Journey, kind: NewStep, place: Place, message: string): { edit: Edit; id: string } {
  const id = freshId(journey, kind);
  return { id, edit: { kind: 'insert', list: place.list, at: place.at, item: { id, ...bodyOf(journey, kind, message) } } };
}

export function removal(step: Step): Edit {
  return { kind: 'remove', list: step.list, at: step.at };
}

/** Takes a step, with all that is inside of it, to another place; null where that changes nothing or it would stand inside of itself. */
export function movement(step: Step, place: Place): Edit | null {
  const own = pathOf(step);
  const isInside = own.every((part, index) => part === place.list[index]) && place.list.length > own.length;
  const isSame = samePath(step.list, place.list) && (place.at === step.at || place.at === step.at + 1);
  return isInside || isSame ? null : { kind: 'move', list: step.list, at: step.at, toList: place.list, to: place.at };
}

/** Sets what the file says at a path; what is undefined is taken away. */
export function change(at: Path, key: string, value: Json | undefined): Edit {
  return value === undefined ? { kind: 'unset', path: [...at, key] } : { kind: 'set', path: [...at, key], value };
}

/** The arm of a branch or a split, at its end; in a branch before what is for everybody else. */
export function newArm(journey: Journey, step: Step): Edit {
  const list = step.arms[0] === undefined ? [...pathOf(step), 'branch'] : step.arms[0].list.slice(0, -2);
  if (step.kind === 'split') {
    const taken = new Set(step.arms.map(arm => arm.says['id']));
    const id = [...'abcdefghij'].find(letter => !taken.has(letter)) ?? freshId(journey, 'split');
    return { kind: 'insert', list, at: step.arms.length, item: { id, steps: [] } };
  }
  const otherwise = step.arms.findIndex(arm => arm.kind === 'otherwise');
  return { kind: 'insert', list, at: otherwise < 0 ? step.arms.length : otherwise, item: { when: { half: 'current' }, steps: [] } };
}

export function armRemoval(step: Step, arm: number): Edit {
  return { kind: 'remove', list: step.arms[arm]!.list.slice(0, -2), at: arm };
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

const names: Record<NewStep, string> = { send: 'message', wait: 'pause', 'wait-for': 'wait', branch: 'branch', split: 'test', tag: 'tag', webhook: 'tell', exit: 'end' };

/** Ids are kept for ever, so one that is gone from the text may be in the ledger; a number tells steps of a kind apart. */
function freshId(journey: Journey, kind: NewStep): string {
  const taken = new Set(everyStep(journey.steps).map(step => step.id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? names[kind] : `${names[kind]}-${number}`;
    if (!taken.has(id)) {
      return id;
    }
  }
}

function bodyOf(journey: Journey, kind: NewStep, message: string): JsonMap {
  switch (kind) {
    case 'send':
      return { after: `${latestDay(journey)}d`, at: '10:00', send: { channel: ['line', 'email'], message } };
    case 'wait':
      return { after: `${latestDay(journey) + 1}d` };
    case 'wait-for':
      return { waitFor: { type: 'order', timeout: '7d' } };
    case 'branch':
      return { branch: [{ when: { half: 'current' }, steps: [] }, { otherwise: true, steps: [] }] };
    case 'split':
      return { split: { arms: [{ id: 'a', steps: [] }, { id: 'b', steps: [] }] } };
    case 'tag':
      return { tag: { add: ['タグ'] } };
    case 'webhook':
      return { webhook: 'endpoint' };
    case 'exit':
      return { exit: true };
  }
}

function latestDay(journey: Journey): number {
  const days = everyStep(journey.steps).map(step => /^(\d+)d$/.exec(String(step.says['after'] ?? ''))?.[1]);
  return Math.max(0, ...days.map(day => Number(day ?? 0)));
}
