import { Handle, Position, type NodeProps, type Node } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../parts/Icon';
import classes from '../editor.module.css';
import type { StepKind } from '../model/journey';

/** What a node of the canvas shows; all of it in words. */
export interface NodeData extends Record<string, unknown> {
  kind: StepKind | 'trigger' | 'arm' | 'join' | 'end';
  title: string;
  lines: string[];
  /** Whether a line can be drawn from it, and to it. */
  leads: boolean;
  takes: boolean;
  faults: number;
  warnings: number;
}

export type CanvasNode = Node<NodeData>;

export const stepIcons: Record<StepKind | 'trigger', IconName> = { trigger: 'flag', send: 'mail', wait: 'wait', 'wait-for': 'hand', branch: 'branch', split: 'split', tag: 'tag', webhook: 'plug', exit: 'exit', other: 'gear' };

function Handles({ data }: { data: NodeData }) {
  return (
    <>
      {data.kind !== 'trigger' && <Handle type="target" position={Position.Top} className={classes.handle!} data-hidden={data.takes ? undefined : ''} isConnectable={data.takes} />}
      {data.kind !== 'end' && <Handle type="source" position={Position.Bottom} className={classes.handle!} data-hidden={data.leads ? undefined : ''} isConnectable={data.leads} />}
    </>
  );
}

export function CardNode({ data, selected }: NodeProps<CanvasNode>) {
  const { t: e } = useTranslation('editor');
  const kind = data.kind as StepKind | 'trigger';
  return (
    <div className={classes.node} data-kind={kind} data-selected={selected ? '' : undefined}>
      <span className={classes.mark}>
        <Icon name={stepIcons[kind]} size={18} />
      </span>
      <span className={classes.nodeText}>
        {data.lines[0] !== undefined && <span>{data.lines[0]}</span>}
        <b lang="ja">{data.title}</b>
        {data.lines[1] !== undefined && <span>{data.lines[1]}</span>}
      </span>
      {data.faults + data.warnings > 0 && (
        <span className={classes.flag} data-severity={data.faults > 0 ? 'fault' : 'warning'}>
          {data.faults > 0 ? e('faults', { count: data.faults }) : e('warnings', { count: data.warnings })}
        </span>
      )}
      <Handles data={data} />
    </div>
  );
}

export function PillNode({ data, selected }: NodeProps<CanvasNode>) {
  return (
    <div className={classes.pill} data-kind={data.kind} data-selected={selected ? '' : undefined}>
      <span>{data.title}</span>
      <Handles data={data} />
    </div>
  );
}

export function DotNode({ data }: NodeProps<CanvasNode>) {
  return (
    <div className={classes.dot}>
      <Handles data={data} />
    </div>
  );
}
