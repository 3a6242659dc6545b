import type { Journey, Step } from '../model/journey';
import { armNodeId, endId, joinNodeId, stepNodeId, triggerId, waysOf } from './graph';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const sizes = { step: { width: 248, height: 92 }, arm: { width: 200, height: 36 }, join: { width: 14, height: 14 }, end: { width: 120, height: 36 }, gapX: 32, gapY: 52 } as const;

/** The main way: it stays where it is when others beside it grow. */
const middle = 0;

/** Where every node stands: the way leads down, ways that part stand side by side and as wide as what is in them. */
export function layoutOf(journey: Journey): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const place = (id: string, { width: w, height }: { width: number; height: number }, center: number, y: number) => {
    boxes.set(id, { x: center - w / 2, y, width: w, height });
    return y + height + sizes.gapY;
  };
  const bottom = column(journey.steps, middle, place(triggerId, sizes.step, middle, 0));
  place(endId, sizes.end, middle, bottom);
  return boxes;

  function column(steps: readonly Step[], center: number, top: number): number {
    return steps.reduce((y, step) => ways(step, center, place(stepNodeId(step.id), sizes.step, center, y)), top);
  }

  function ways(step: Step, center: number, top: number): number {
    let left = center - waysWidth(step) / 2;
    let bottom = top;
    waysOf(step).forEach((arm, number) => {
      const armWidth = widthOf(arm?.steps ?? []);
      const heart = left + armWidth / 2;
      bottom = Math.max(bottom, column(arm?.steps ?? [], heart, place(armNodeId(step, number), sizes.arm, heart, top)));
      left += armWidth + sizes.gapX;
    });
    return waysOf(step).length === 0 ? top : place(joinNodeId(step.id), sizes.join, center, bottom);
  }
}

function widthOf(steps: readonly Step[]): number {
  return Math.max(sizes.step.width, ...steps.map(waysWidth));
}

function waysWidth(step: Step): number {
  const ways = waysOf(step);
  return ways.length === 0 ? sizes.step.width : ways.reduce((sum, arm) => sum + widthOf(arm?.steps ?? []), 0) + sizes.gapX * (ways.length - 1);
}
