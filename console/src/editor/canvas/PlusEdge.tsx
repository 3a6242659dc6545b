import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react';
import classes from '../editor.module.css';
import type { Place } from '../model/actions';

export interface EdgeData extends Record<string, unknown> {
  place: Place | null;
  label: string;
  isTarget: boolean;
  onAdd: (place: Place) => void;
}

export type CanvasEdge = Edge<EdgeData>;

/** A way on, and where a step can be put in. */
export function PlusEdge({ data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }: EdgeProps<CanvasEdge>) {
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 14 });
  const place = data?.place ?? null;
  return (
    <>
      <BaseEdge path={path} />
      {place !== null && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${classes.plus} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${sourceX}px, ${sourceY + 22}px)` }}
            data-target={data?.isTarget ? '' : undefined}
            aria-label={data?.label}
            onClick={() => data?.onAdd(place)}
          >
            +
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
