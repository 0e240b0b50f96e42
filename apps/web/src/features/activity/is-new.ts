import { chatIn, type ClientState, documentOf, unreadAfter } from '@confab/client';
import type { ActivityEntry } from '@confab/protocol';
import { isBlockedIn } from '../blocking/index.ts';

/** Up to when everything was seen, on whichever device. */
export function seenAtOf(state: ClientState): string {
  return documentOf(state, 'activity', null)?.seenAt ?? '';
}

/** The server leaves out what people did whom I block; what was here before that is left out here. */
export function isHeard({ userId }: ActivityEntry, state: ClientState): boolean {
  return !isBlockedIn(state, userId);
}

/** Later than what was seen on the page, and, where it is a message, not read in its chat meanwhile. */
export function isNew({ kind, chatId, seq, at }: ActivityEntry, state: ClientState, seenAt: string): boolean {
  if (at <= seenAt) return false;
  const chat = chatIn(state, chatId);
  return kind === 'reaction' || chat === undefined || seq > unreadAfter(chat);
}
