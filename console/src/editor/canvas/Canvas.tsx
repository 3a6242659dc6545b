import '@xyflow/react/dist/style.css';
import { applyNodeChanges, Background, Controls, ReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../draft/server';
import classes from '../editor.module.css';
import { movement, type Place } from '../model/actions';
import { stepOf, type Journey, type Step } from '../model/journey';
import type { Edit } from '../text/json';
import type { Words } from '../words';
import { drawingOf, edgeNear, edgesOf, type Drawing } from './drawing';
import { neighbor, placeBehind, triggerId } from './graph';
import { CardNode, DotNode, PillNode, type CanvasNode } from './Nodes';
import { PlusEdge, type CanvasEdge } from './PlusEdge';

const nodeTypes = { card: CardNode, pill: PillNode, dot: DotNode };
const edgeTypes = { plus: PlusEdge };
const arrows: Record<string, 'up' | 'down' | 'left' | 'right'> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

/** The journey as a diagram. The layout follows from the journey: what is dragged goes to the way that it is dropped on. */
export function Canvas({ journey, words, findings, selected, isStale, onSelect, onOpen, onMove, onRemove, onAdd }: { journey: Journey; words: Words; findings: readonly Finding[]; selected: string; isStale: boolean; onSelect: (node: string) => void; onOpen: () => void; onMove: (edit: Edit) => void; onRemove: (step: Step) => void; onAdd: (place: Place) => void }) {
  const { t: e } = useTranslation('editor');
  const host = useRef<HTMLDivElement>(null);
  const [flow, setFlow] = useState<ReactFlowInstance<CanvasNode, CanvasEdge> | null>(null);
  const drawing = useMemo(() => drawingOf(journey, words, findings, { end: e('end') }), [journey, words, findings, e]);
  const shown = useMemo(() => drawing.nodes.map(node => ({ ...node, selected: node.id === selected })), [drawing, selected]);
  const [nodes, setNodes] = useState(shown);
  const [over, setOver] = useState<string | null>(null);
  const refocus = useRef(false);
  useEffect(() => setNodes(shown), [shown]);
  useEffect(() => {
    if (refocus.current) {
      refocus.current = false;
      focus(selected); // the keys stay on the canvas when the step under them is gone
    } else if (flow !== null) {
      bringIntoView(flow, host.current!, drawing, selected);
    }
  }, [selected]);
  const edges = useMemo(() => edgesOf(drawing, over, from => `${e('add')}: ${from}`, onAdd), [drawing, over, e, onAdd]);
  const stepAt = (id: string | null) => (id?.startsWith('step:') ? stepOf(journey, id.slice('step:'.length)) : undefined);

  function dropped(node: CanvasNode): void {
    const step = stepAt(node.id);
    const place = drawing.graph.edges.find(edge => edge.id === over)?.place;
    const edit = step !== undefined && place != null && !isStale ? movement(step, place) : null;
    setOver(null);
    setNodes(shown); // back to where it was, unless the journey changes
    if (edit !== null) {
      onMove(edit);
    }
  }

  function connect(source: string, target: string): void {
    const [step, place] = [stepAt(target), placeBehind(drawing.graph, source)];
    const edit = step === undefined || place === null ? null : movement(step, place);
    if (edit !== null && !isStale) {
      onMove(edit);
    }
  }

  function focus(id: string): void {
    host.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    if (flow !== null) {
      bringIntoView(flow, host.current!, drawing, id);
    }
  }

  function pressed(event: KeyboardEvent): void {
    const id = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')?.dataset['id'];
    if (id === undefined) {
      return;
    }
    const next = arrows[event.key] === undefined ? null : walk(drawing, id, arrows[event.key]!);
    const step = stepAt(id);
    if (next !== null) {
      onSelect(next);
      focus(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      onSelect(id);
      onOpen();
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && step !== undefined && !isStale) {
      refocus.current = true;
      onRemove(step);
    } else if (arrows[event.key] === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section ref={host} className={classes.canvas} aria-label={e('canvas')} data-stale={isStale ? '' : undefined} onKeyDown={pressed}>
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={instance => {
          setFlow(instance);
          show(instance, host.current!, drawing);
        }}
        onNodesChange={changes => setNodes(now => applyNodeChanges(changes.filter(c => c.type === 'position'), now))}
        onNodeClick={(_, node) => onSelect(node.id)}
        onNodeDrag={(_, node) => setOver(edgeNear(drawing, node.position.x + (node.width ?? 0) / 2, node.position.y))}
        onNodeDragStop={(_, node) => dropped(node)}
        onConnect={({ source, target }) => connect(source, target)}
        nodesConnectable={!isStale}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        selectNodesOnDrag={false}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.25}
        maxZoom={1.25}
        ariaLabelConfig={{ 'controls.ariaLabel': e('zoom.label'), 'controls.zoomIn.ariaLabel': e('zoom.in'), 'controls.zoomOut.ariaLabel': e('zoom.out'), 'controls.fitView.ariaLabel': e('zoom.fit') }}
        attributionPosition="bottom-left"
      >
        <Background gap={22} size={1} />
        <Controls showInteractive={false} position="bottom-right" />
      </ReactFlow>
      <p className={classes.hint}>{e('canvasHint')}</p>
    </section>
  );
}

/** Where ways meet again there is nothing to stand on. */
function walk(drawing: Drawing, from: string, direction: 'up' | 'down' | 'left' | 'right'): string | null {
  const next = neighbor(drawing.graph, from, direction);
  return next?.startsWith('join:') ? walk(drawing, next, direction) : next;
}

const topGap = 24;

/** Begins at the trigger, as wide as the journey is. */
function show(flow: ReactFlowInstance<CanvasNode, CanvasEdge>, host: HTMLElement, drawing: Drawing): void {
  const boxes = [...drawing.boxes.values()];
  const [left, right] = [Math.min(...boxes.map(b => b.x)), Math.max(...boxes.map(b => b.x + b.width))];
  const zoom = Math.max(0.45, Math.min(1, host.clientWidth / (right - left + 2 * topGap)));
  const trigger = drawing.boxes.get(triggerId)!;
  void flow.setViewport({ x: host.clientWidth / 2 - (trigger.x + trigger.width / 2) * zoom, y: topGap, zoom });
}

function bringIntoView(flow: ReactFlowInstance<CanvasNode, CanvasEdge>, host: HTMLElement, drawing: Drawing, id: string): void {
  const box = drawing.boxes.get(id);
  if (box === undefined) {
    return;
  }
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  const isSeen = left >= 0 && top >= 0 && left + box.width * zoom <= host.clientWidth && top + box.height * zoom <= host.clientHeight;
  if (!isSeen) {
    void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom });
  }
}
