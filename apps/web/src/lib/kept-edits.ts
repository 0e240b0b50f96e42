/** A message that is being edited, as it was when that began, and what its text is to be. */
type KeptEdit = { base: object; text: string };

/** Unreadable by whoever else logs in here: it is kept under the id of the person who typed it. */
function keyOf(userId: string, chatId: string): string {
  return `confab.edits.${userId}.${chatId}`;
}

/** It survives a reload, a crash and the end of a session. Storage may be full or forbidden: then it does not. */
export function keepEdit(userId: string, chatId: string, edit: KeptEdit | null): void {
  try {
    if (edit === null) localStorage.removeItem(keyOf(userId, chatId));
    else localStorage.setItem(keyOf(userId, chatId), JSON.stringify(edit));
  } catch {
    // The text is still in the field.
  }
}

export function readKeptEdit(userId: string, chatId: string): KeptEdit | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId, chatId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('base' in kept) || !('text' in kept)) return null;
    const { base, text } = kept;
    return typeof base === 'object' && base !== null && typeof text === 'string' ? { base, text } : null;
  } catch {
    return null;
  }
}

/** On logging out: it was the person's wish to leave nothing here. */
export function forgetEdits(userId: string): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(keyOf(userId, ''))) localStorage.removeItem(key);
}
