import { api, done, type Schemas } from '../api/client';
import { ApiProblem } from '../api/problem';
import { addDays } from '../format/format';

export type BroadcastItem = Schemas['BroadcastItem'];
export type BroadcastAct = 'approve' | 'resume' | 'pause' | 'cancel';

/** So long after its day a broadcast whose customers have all entered is taken to have something still to go, whatever a count of some minutes ago says. */
export const afterDays = 7;

/** What is about is no more, or not any more: somebody else has acted, or its time is over. */
export class Refused extends Error {}

/** Whether something of a broadcast may still be stopped.
 *  @param inside customers who are in it, as far as they are counted; null when they are not. */
export function mayStillGo(broadcast: BroadcastItem, inside: number | null, today: string, dayOf: (iso: string) => string): boolean {
  return broadcast.state !== 'done' || (inside ?? 0) > 0 || dayOf(broadcast.startsAt) > addDays(today, -afterDays);
}

const admitted: Readonly<Record<Schemas['BroadcastState'], readonly BroadcastAct[]>> = {
  'waits-for-approval': ['approve', 'cancel'],
  scheduled: ['pause', 'cancel'],
  running: ['pause', 'cancel'],
  done: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  missed: [],
  cancelling: [],
  cancelled: [],
};

/** What somebody of that role can do with a broadcast, in the order of the buttons. */
export function actsOf(state: Schemas['BroadcastState'], mayGo: boolean, role: Schemas['Role'] | undefined): readonly BroadcastAct[] {
  return role === undefined || role === 'viewer' || !mayGo ? [] : admitted[state];
}

/** What is said before it is done: one that has not begun is another matter. */
export function textOf(broadcast: BroadcastItem, act: BroadcastAct): BroadcastAct | 'pauseBefore' {
  const hasBegun = broadcast.looked > 0 || broadcast.entered > 0;
  return hasBegun ? act : act === 'pause' ? 'pauseBefore' : act === 'resume' ? 'approve' : act;
}

/** Customers of a broadcast: those who have entered, those of them who are still inside, and those who have been through.
 *  @param inside counted some minutes ago, perhaps; null when it is not known, and so is who has been through. */
export function peopleOf(broadcast: BroadcastItem, inside: number | null): { entered: number; inside: number | null; through: number | null } {
  const within = inside === null ? null : Math.min(inside, broadcast.entered);
  return { entered: broadcast.entered, inside: within, through: within === null ? null : broadcast.entered - within };
}

/** Does it, and throws `Refused` where that is not possible any more. */
export async function steer(id: string, act: BroadcastAct, by: string, why: string): Promise<void> {
  const asked = { params: { path: { id } }, body: { by, why } };
  try {
    await done(
      act === 'approve'
        ? api.POST('/api/broadcasts/{id}/approve', asked)
        : act === 'resume'
          ? api.POST('/api/broadcasts/{id}/resume', asked)
          : act === 'pause'
            ? api.POST('/api/broadcasts/{id}/pause', asked)
            : api.POST('/api/broadcasts/{id}/cancel', asked),
    );
  } catch (error) {
    throw error instanceof ApiProblem && error.status === 404 ? new Refused() : error;
  }
}

/** The first words of all that shows a broadcast. */
export const shownIn: readonly string[] = ['broadcasts', 'calendar', 'inside', 'enrollments', 'sends', 'day', 'audit'];
