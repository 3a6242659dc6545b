import type { Schemas } from '../../api/client';

type Step = Schemas['JourneyStep'];

/** A step with the ways that lead on from it. */
export interface PlanNode {
  step: Step;
  arms: PlanNode[][];
}

/** The tree of a journey's steps. They come as a list of every level, parents before children. */
export function treeOf(steps: readonly Step[]): PlanNode[] {
  const root: PlanNode[] = [];
  const nodes = new Map<string, PlanNode>();
  for (const step of steps) {
    const node: PlanNode = { step, arms: [] };
    nodes.set(step.id, node);
    const parent = step.parent === null ? undefined : nodes.get(step.parent);
    if (parent === undefined || step.arm === null) {
      root.push(node);
      continue;
    }
    while (parent.arms.length < step.arm) {
      parent.arms.push([]);
    }
    parent.arms[step.arm - 1]!.push(node);
  }
  return root;
}

/** When a step is due, counted from the trigger. */
export type StepTime = { kind: 'day'; days: number; at: string | null } | { kind: 'exactly'; minutes: number } | { kind: 'at-once' };

/** Of what the API writes: 3d for calendar days, PT2H for an exact time, nothing for a step that follows at once. */
export function timeOf(step: Pick<Step, 'after' | 'at'>): StepTime {
  if (step.after === null) {
    return { kind: 'at-once' };
  }
  const days = /^(\d+)d$/.exec(step.after);
  if (days) {
    return { kind: 'day', days: Number(days[1]), at: step.at };
  }
  const exact = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(step.after);
  const [d, h, m, s] = (exact ?? []).slice(1).map(part => Number(part ?? 0));
  return { kind: 'exactly', minutes: (d ?? 0) * 1440 + (h ?? 0) * 60 + (m ?? 0) + Math.floor((s ?? 0) / 60) };
}

/** One message in a schedule. */
export interface Sending {
  journeyId: string;
  step: Step;
  day: number;
  at: string | null;
  /** Only some get it: it stands behind a branch, or behind a reaction. */
  isSometimes: boolean;
}

/** What a journey sends on which day after its trigger, in order. A step that follows at once is due when the one before it is. */
export function sendingsOf(journeyId: string, steps: readonly Step[]): Sending[] {
  const found: Sending[] = [];
  walk(treeOf(steps), 0, false);
  return found.sort((a, b) => a.day - b.day || (a.at ?? '').localeCompare(b.at ?? ''));

  function walk(nodes: readonly PlanNode[], from: number, isSometimes: boolean): number {
    let day = from;
    for (const { step, arms } of nodes) {
      const time = timeOf(step);
      day = time.kind === 'day' ? Math.max(day, time.days) : time.kind === 'exactly' ? Math.max(day, Math.floor(time.minutes / 1440)) : day;
      if (step.kind === 'send') {
        found.push({ journeyId, step, day, at: time.kind === 'day' ? time.at : null, isSometimes });
      }
      for (const arm of arms) {
        walk(arm, day, true);
      }
    }
    return day;
  }
}

/** Whether somebody of the rank may enter. */
export function admits(gate: Schemas['JourneyItem']['gate'], model: string, rank: string, half: 'current' | 'lapsed'): boolean {
  return gate === null || gate === undefined || (gate.model === model && (gate.ranks.length === 0 || gate.ranks.includes(rank)) && (gate.half === 'any' || gate.half === half));
}
