import { type ClientState, documentOf } from '@confab/client';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';

/** Whether I want to hear nothing of them. */
export function isBlockedIn(state: ClientState, userId: string): boolean {
  return documentOf(state, 'blocked', null)?.userIds.includes(userId) === true;
}

export function useIsBlocked(userId: string): boolean {
  return useClientState((state) => isBlockedIn(state, userId));
}

/** In lists, in place of what they wrote. */
export function blockedText(): string {
  return t`From someone you blocked`;
}
