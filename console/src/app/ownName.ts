import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../api/queries';

/** Who does something, for what is kept of it: people who have signed in under their own name, others as they write it. */
export function useOwnName(): { name: string; isKnown: boolean; write: (name: string) => void } {
  const { data: me } = useQuery(meQuery);
  const [written, write] = useState('');
  const isKnown = me?.way === 'session' || me?.way === 'platform';
  return { name: isKnown ? me.name : written, isKnown, write };
}
