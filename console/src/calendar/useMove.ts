import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Planned } from './month';
import { moveBroadcast, takeBack, type Moved } from './server';

/** Moving broadcasts, and taking the last move back. */
export function useMove() {
  const queries = useQueryClient();
  const [last, setLast] = useState<{ moved: Moved; isUndone: boolean } | null>(null);
  const known = () => queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === 'calendar' || first === 'drafts' || first === 'templates' || first === 'editing' });
  const moving = useMutation({
    mutationFn: ({ broadcast, on }: { broadcast: Planned; on: string }) => moveBroadcast(broadcast, on),
    onSuccess: moved => setLast({ moved, isUndone: false }),
    onError: () => setLast(null),
    onSettled: known,
  });
  const undoing = useMutation({ mutationFn: takeBack, onSuccess: (_, moved) => setLast({ moved, isUndone: true }), onSettled: known });
  return {
    last,
    isBusy: moving.isPending || undoing.isPending,
    error: moving.error ?? undoing.error,
    move: (broadcast: Planned, on: string) => {
      undoing.reset();
      moving.mutate({ broadcast, on });
    },
    undo: () => last !== null && !last.isUndone && undoing.mutate(last.moved),
  };
}

export type Moving = ReturnType<typeof useMove>;
