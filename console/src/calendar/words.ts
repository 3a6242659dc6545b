import type { Schemas } from '../api/client';
import type { Planned } from './month';

/** How far a broadcast has come, as the calendar says it. */
export function stateOf(broadcast: Planned, isDraft: boolean): Schemas['BroadcastState'] | 'draft' {
  return isDraft || broadcast.state === null ? 'draft' : broadcast.state;
}
