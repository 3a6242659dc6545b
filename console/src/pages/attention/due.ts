import type { Schemas } from '../../api/client';
import { addDays } from '../../format/format';

/** So long a verdict that is there to be read is shown to people; afterwards it is among the results only. */
export const shownDays = 14;

/** What somebody expected of a version, and whose day of the verdict has come.
 *  @param today of the shop, as 2026-05-31.
 *  @param dayOf the shop's day of an instant. */
export function dueOf(items: readonly Schemas['ExperimentItem'][], today: string, dayOf: (iso: string) => string): Schemas['ExperimentItem'][] {
  return items.filter(item => item.hypothesis !== null && dayOf(item.checkAt) <= today && dayOf(item.checkAt) > addDays(today, -shownDays));
}

/** Broadcasts that nobody gets until somebody decides, the next one first. */
export function waitingOf(broadcasts: readonly Schemas['BroadcastItem'][]): Schemas['BroadcastItem'][] {
  return broadcasts.filter(b => b.state === 'waits-for-approval' || b.state === 'paused').sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}
