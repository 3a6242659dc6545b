import { placeOf, type Place } from '../model/actions';
import { everyStep, pathOf, type Arm, type Journey, type Step } from '../model/journey';

export type GraphNode =
  | { id: string; kind: 'trigger' }
  | { id: string; kind: 'step'; step: Step }
  /** The head of one of the ways that part; of a branch without 'otherwise', also of the way of those for whom nothing holds. */
  | { id: string; kind: 'arm'; step: Step; arm: Arm | null; number: number }
  /** Where ways that have parted meet again. */
  | { id: string; kind: 'join'; step: Step }
  | { id: string; kind: 'end' };

/** From one to the next; a step can be put in between where there is a place. */
export interface GraphEdge {
  id: string;
  source: string;
  target: string;
  place: Place | null;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export const triggerId = '@trigger';
export const endId = '@end';
export const stepNodeId = (id: string) => `step:${id}`;
export const joinNodeId = (id: string) => `join:${id}`;
export const armNodeId = (step: Step, number: number) => `arm:${step.id}:${number}`;

/** The ways of a branch as they are drawn: with that of those for whom nothing holds. */
export function waysOf(step: Step): (Arm | null)[] {
  return step.kind === 'branch' && step.arms.every(arm => arm.kind !== 'otherwise') ? [...step.arms, null] : step.arms;
}

/** A tail leads on to what comes next; at a place in the list that it belongs to. */
interface Tail {
  from: string;
  place: Place | null;
}

/** The journey as nodes and edges. Ways that have parted meet again at the next step; an exit leads nowhere. */
export function graphOf(journey: Journey): Graph {
  const nodes: GraphNode[] = [{ id: triggerId, kind: 'trigger' }];
  const edges: GraphEdge[] = [];
  const tails = draw(journey.steps, [{ from: triggerId, place: placeOf.start }]);
  nodes.push({ id: endId, kind: 'end' });
  join(tails, endId);
  return { nodes, edges };

  function join(from: readonly Tail[], target: string): void {
    edges.push(...from.map(tail => ({ id: `${tail.from}>${target}`, source: tail.from, target, place: tail.place })));
  }

  function draw(steps: readonly Step[], start: readonly Tail[]): Tail[] {
    let tails = [...start];
    for (const step of steps) {
      const id = stepNodeId(step.id);
      nodes.push({ id, kind: 'step', step });
      join(tails, id);
      tails = step.kind === 'exit' ? [] : waysOf(step).length > 0 ? drawWays(step) : [{ from: id, place: placeOf.behind(step) }];
    }
    return tails;
  }

  function drawWays(step: Step): Tail[] {
    const ends = waysOf(step).flatMap((arm, number) => drawArm(step, arm, number));
    if (ends.length === 0) {
      return [];
    }
    const id = joinNodeId(step.id);
    nodes.push({ id, kind: 'join', step });
    join(ends, id);
    return [{ from: id, place: placeOf.behind(step) }];
  }

  function drawArm(step: Step, arm: Arm | null, number: number): Tail[] {
    const id = armNodeId(step, number);
    nodes.push({ id, kind: 'arm', step, arm, number });
    join([{ from: stepNodeId(step.id), place: null }], id);
    return draw(arm?.steps ?? [], [{ from: id, place: arm === null ? null : { list: arm.list, at: 0 } }]);
  }
}

/** What a line from one node to a step asks for: the place behind the one, where the step then goes; null where nothing can stand. */
export function placeBehind(graph: Graph, source: string): Place | null {
  const node = graph.nodes.find(n => n.id === source);
  switch (node?.kind) {
    case 'trigger':
      return placeOf.start;
    case 'step':
      return waysOf(node.step).length > 0 ? null : placeOf.behind(node.step);
    case 'join':
      return placeOf.behind(node.step);
    case 'arm':
      return node.arm === null ? null : { list: node.arm.list, at: 0 };
    default:
      return null;
  }
}

/** Where the keys lead from a node: up and down along the way, left and right between ways that have parted. */
export function neighbor(graph: Graph, id: string, direction: 'up' | 'down' | 'left' | 'right'): string | null {
  if (direction === 'down') {
    return graph.edges.find(e => e.source === id)?.target ?? null;
  }
  const up = graph.edges.find(e => e.target === id)?.source ?? null;
  if (direction === 'up') {
    return up;
  }
  const beside = graph.edges.filter(e => e.source === up).map(e => e.target);
  const at = beside.indexOf(id);
  return at < 0 ? null : (beside[at + (direction === 'right' ? 1 : -1)] ?? null);
}

/** The node of the step that stands before another, where the eye goes when that is removed. */
export function nodeBefore(journey: Journey, step: Step): string {
  const all = everyStep(journey.steps);
  const before = all[all.findIndex(s => pathOf(s).join() === pathOf(step).join()) - 1];
  return before === undefined ? triggerId : stepNodeId(before.id);
}
