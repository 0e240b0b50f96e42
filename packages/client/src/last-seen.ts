import { documentOf } from './documents.ts';
import type { ClientState } from './state.ts';

/** When somebody was last online, as far as this client was told; null for never, and where they or oneself hide it. */
export function lastSeenAt(state: ClientState, userId: string): string | null {
  if (userId !== state.userId && documentOf(state, 'privacy', null)?.lastSeen === 'hidden') return null;
  // The newer word of the two also where it says nothing.
  return (state.presence.get(userId) ?? state.users.get(userId))?.lastSeenAt ?? null;
}
