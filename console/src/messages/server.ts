import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../api/client';

export type MessageKind = 'email' | 'line';

export interface Shown {
  kind: MessageKind;
  name: string;
  text: string;
  /** Null for somebody made up. */
  customer: string | null;
  withOrder: boolean;
}

export const previewQuery = (shown: Shown) =>
  queryOptions({
    queryKey: ['message-preview', shown],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/messages/preview', { body: shown, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** @param key our own mark: asking again with it sends nothing twice. */
export function sendTest(shown: Shown, to: string, key: string): Promise<void> {
  return done(api.POST('/api/messages/test-send', { body: { message: shown, to, key } }));
}
