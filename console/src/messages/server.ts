import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done } from '../api/client';

/** An e-mail, a LINE message, or a part of messages by itself. */
export type MessageKind = 'email' | 'line' | 'part';

export interface Shown {
  kind: MessageKind;
  name: string;
  text: string;
  /** Null for somebody made up. */
  customer: string | null;
  withOrder: boolean;
}

/** What can be sent. */
export type Sendable = Shown & { kind: Exclude<MessageKind, 'part'> };

export const previewQuery = (shown: Shown) =>
  queryOptions({
    queryKey: ['message-preview', shown],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/messages/preview', { body: shown, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** @param key our own mark: asking again with it sends nothing twice. */
export function sendTest(shown: Sendable, to: string, key: string): Promise<void> {
  return done(api.POST('/api/messages/test-send', { body: { message: shown, to, key } }));
}
