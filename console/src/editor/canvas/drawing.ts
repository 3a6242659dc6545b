import type { Finding } from '../draft/server';
import type { Place } from '../model/actions';
import type { Journey } from '../model/journey';
import type { Words } from '../words';
import { graphOf, waysOf, type Graph, type GraphNode } from './graph';
import { layoutOf, type Box } from './layout';
import type { CanvasNode, NodeData } from './Nodes';
import type { CanvasEdge } from './PlusEdge';

/** A journey as the canvas draws it. */
export interface Drawing {
  graph: Graph;
  boxes: Map<string, Box>;
  nodes: CanvasNode[];
}

export function drawingOf(journey: Journey, words: Words, findings: readonly Finding[], plain: { end: string }): Drawing {
  const graph = graphOf(journey);
  const boxes = layoutOf(journey);
  const nodes = graph.nodes.map((node): CanvasNode => {
    const box = boxes.get(node.id)!;
    const data = dataOf(node, words, findings, plain);
    return {
      id: node.id,
      type: node.kind === 'trigger' || node.kind === 'step' ? 'card' : node.kind === 'join' ? 'dot' : 'pill',
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      measured: { width: box.width, height: box.height },
      draggable: node.kind === 'step',
      focusable: node.kind !== 'join',
      ariaLabel: [data.title, ...data.lines].filter(Boolean).join(', '),
      data,
    };
  });
  return { graph, boxes, nodes };
}

function dataOf(node: GraphNode, words: Words, findings: readonly Finding[], plain: { end: string }): NodeData {
  const nothing = { lines: [], faults: 0, warnings: 0 };
  switch (node.kind) {
    case 'trigger': {
      const about = findings.filter(f => f.step === null);
      return { kind: 'trigger', title: words.trigger, lines: [words.who], leads: true, takes: false, ...countsOf(about) };
    }
    case 'step': {
      const { step } = node;
      const about = findings.filter(f => f.step === step.id);
      return { kind: step.kind, title: words.title(step), lines: [words.when(step), ...(step.kind === 'send' ? [words.means(step)] : [])], leads: step.kind !== 'exit' && waysOf(step).length === 0, takes: true, ...countsOf(about) };
    }
    case 'arm':
      return { ...nothing, kind: 'arm', title: words.arm(node.step, node.arm, node.number), leads: node.arm !== null, takes: false };
    case 'join':
      return { ...nothing, kind: 'join', title: '', leads: true, takes: false };
    case 'end':
      return { ...nothing, kind: 'end', title: plain.end, leads: false, takes: false };
  }
}

function countsOf(findings: readonly Finding[]): { faults: number; warnings: number } {
  const faults = findings.filter(f => f.severity === 'fault').length;
  return { faults, warnings: findings.length - faults };
}

export function edgesOf(drawing: Drawing, target: string | null, label: (from: string) => string, onAdd: (place: Place) => void): CanvasEdge[] {
  const titles = new Map(drawing.nodes.map(n => [n.id, n.data.title]));
  return drawing.graph.edges.map(edge => ({
    id: edge.id,
    source: edge.source,
    target: edge.target,
    type: 'plus',
    focusable: false,
    data: { place: edge.place, label: label(titles.get(edge.source) ?? ''), isTarget: edge.id === target, onAdd },
  }));
}

const nearMax = 130;

/** The way that a dragged step hangs over; null where none is near. */
export function edgeNear(drawing: Drawing, x: number, y: number): string | null {
  let best: { id: string; distance: number } | null = null;
  for (const edge of drawing.graph.edges) {
    const source = drawing.boxes.get(edge.source);
    if (edge.place === null || source === undefined) {
      continue;
    }
    const distance = Math.hypot(source.x + source.width / 2 - x, source.y + source.height + 22 - y);
    if (distance < nearMax && (best === null || distance < best.distance)) {
      best = { id: edge.id, distance };
    }
  }
  return best?.id ?? null;
}
