import { keptBlockedKey } from './kept-blocked.ts';

/** For the next page of this person on this device. */
export function keepBlocked(userId: string, blockedIds: readonly string[]): void {
  try {
    if (blockedIds.length === 0) forgetBlocked(userId);
    else localStorage.setItem(keptBlockedKey + userId, JSON.stringify(blockedIds));
  } catch {
    // Full or forbidden: it is known a moment later.
  }
}

/** On logging out: it was the person's wish to leave nothing here. */
export function forgetBlocked(userId: string): void {
  localStorage.removeItem(keptBlockedKey + userId);
}
