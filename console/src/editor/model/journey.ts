import { isMap, type Json, type JsonMap, type Path } from '../text/json';

export type StepKind = 'send' | 'wait' | 'wait-for' | 'branch' | 'split' | 'tag' | 'webhook' | 'exit' | 'other';

/** One of the ways that lead on from a step. */
export interface Arm {
  kind: 'then' | 'else' | 'when' | 'otherwise' | 'split';
  /** The list of its steps; in a reaction it may not be there yet. */
  list: Path;
  /** What the file says of the arm, beside its steps. */
  says: JsonMap;
  steps: Step[];
}

export interface Step {
  id: string;
  kind: StepKind;
  /** The list that it stands in, and its place there. */
  list: Path;
  at: number;
  /** All that the file says of it, unknown keys included. */
  says: JsonMap;
  arms: Arm[];
}

/** A journey as its canvas shows it. */
export interface Journey {
  says: JsonMap;
  steps: Step[];
}

/** Why a file that is good YAML is no journey that can be drawn. */
export interface Misshapen {
  kind: 'shape' | 'step' | 'id' | 'twice';
  path: Path;
  detail: string;
}

/** Reads what a file holds. Unknown keys stay; what the server would refuse beyond the shape is left to its findings. */
export function journeyOf(value: Json): Journey | Misshapen {
  const ids = new Set<string>();
  let fault: Misshapen | null = null;
  if (!isMap(value)) {
    return { kind: 'shape', path: [], detail: 'steps' };
  }
  const steps = stepsOf(value['steps'], ['steps']);
  return fault ?? { says: value, steps };

  function stepsOf(list: Json | undefined, path: Path): Step[] {
    if (list === undefined || list === null) {
      return [];
    }
    if (!Array.isArray(list)) {
      fault ??= { kind: 'shape', path, detail: String(path.at(-1)) };
      return [];
    }
    return list.flatMap((item, at) => stepOf(item, path, at) ?? []);
  }

  function stepOf(item: Json, list: Path, at: number): Step | null {
    const path = [...list, at];
    if (!isMap(item)) {
      fault ??= { kind: 'step', path, detail: '' };
      return null;
    }
    const id = item['id'];
    if (typeof id !== 'string' || id === '') {
      fault ??= { kind: 'id', path, detail: '' };
      return null;
    }
    if (ids.has(id)) {
      fault ??= { kind: 'twice', path, detail: id };
    }
    ids.add(id);
    return { id, kind: kindOf(item), list, at, says: item, arms: armsOf(item, path) };
  }

  function armsOf(item: JsonMap, path: Path): Arm[] {
    switch (kindOf(item)) {
      case 'wait-for':
        return (['then', 'else'] as const).map(kind => ({ kind, list: [...path, kind], says: {}, steps: stepsOf(item[kind], [...path, kind]) }));
      case 'branch':
        return arms(item['branch'], [...path, 'branch'], arm => ('when' in arm ? 'when' : 'otherwise'));
      case 'split':
        return arms(isMap(item['split']) ? item['split']['arms'] : null, [...path, 'split', 'arms'], () => 'split');
      default:
        return [];
    }
  }

  function arms(list: Json | undefined, path: Path, kind: (arm: JsonMap) => Arm['kind']): Arm[] {
    if (!Array.isArray(list)) {
      fault ??= { kind: 'shape', path, detail: String(path.at(-1)) };
      return [];
    }
    return list.flatMap((arm, at) => {
      if (!isMap(arm)) {
        fault ??= { kind: 'shape', path: [...path, at], detail: String(path.at(-1)) };
        return [];
      }
      const { steps, ...says } = arm;
      return { kind: kind(arm), list: [...path, at, 'steps'], says, steps: stepsOf(steps, [...path, at, 'steps']) };
    });
  }
}

const keys: readonly (readonly [string, StepKind])[] = [['send', 'send'], ['waitFor', 'wait-for'], ['branch', 'branch'], ['split', 'split'], ['tag', 'tag'], ['webhook', 'webhook'], ['exit', 'exit']];
const timing = new Set(['id', 'after', 'at']);

function kindOf(step: JsonMap): StepKind {
  return keys.find(([key]) => key in step)?.[1] ?? ('after' in step && Object.keys(step).every(key => timing.has(key)) ? 'wait' : 'other');
}

/** Every step, parents before what is inside of them, in the order of the file. */
export function everyStep(steps: readonly Step[]): Step[] {
  return steps.flatMap(step => [step, ...step.arms.flatMap(arm => everyStep(arm.steps))]);
}

export function stepOf(journey: Journey, id: string): Step | undefined {
  return everyStep(journey.steps).find(step => step.id === id);
}

export function pathOf(step: Step): Path {
  return [...step.list, step.at];
}
