import { chatIn, type ClientState, documentOf, unreadAfter } from '@confab/client';
import type { ActivityEntry } from '@confab/protocol';

/** Up to when everything was seen, on whichever device. */
export function seenAtOf(state: ClientState): string {
  return documentOf(state, 'activity', null)?.seenAt ?? '';
}

/** Later than what was seen on the page, and, where it is a message, not read in its chat meanwhile. */
export function isNew({ kind, chatId, seq, at }: ActivityEntry, state: ClientState, seenAt: string): boolean {
  if (at <= seenAt) return false;
  const chat = chatIn(state, chatId);
  return kind === 'reaction' || chat === undefined || seq > unreadAfter(chat);
}
