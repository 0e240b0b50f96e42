/** Unreadable by whoever else logs in here: it is kept under the id of whoever blocks them. */
export const keptBlockedKey = 'confab.blocked.';

/** Whom this person blocks, as this device knew it last: until it hears of it again, nothing of theirs is shown. */
export function readKeptBlocked(userId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptBlockedKey + userId) ?? 'null');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
