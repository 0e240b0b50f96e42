const prefix = 'confab.draft.';

/** What was typed but not sent, per chat; it survives a reload. Storage may be full or forbidden: then it does not. */
export function readDraft(chatId: string): string {
  try {
    return localStorage.getItem(prefix + chatId) ?? '';
  } catch {
    return '';
  }
}

export function writeDraft(chatId: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(prefix + chatId);
    else localStorage.setItem(prefix + chatId, text);
  } catch {
    // The text is still in the field.
  }
}

/** On logging out: the next person at this device reads none of it. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
}
