const prefix = 'confab.draft.';

/** Unreadable by whoever else logs in here: a draft is kept under the id of the person who typed it. */
function keyOf(userId: string, chatId: string): string {
  return `${prefix}${userId}.${chatId}`;
}

/** What was typed but not sent, per person and chat; it survives a reload. Storage may be full or forbidden: then it does not. */
export function readDraft(userId: string, chatId: string): string {
  try {
    return localStorage.getItem(keyOf(userId, chatId)) ?? '';
  } catch {
    return '';
  }
}

export function writeDraft(userId: string, chatId: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(keyOf(userId, chatId));
    else localStorage.setItem(keyOf(userId, chatId), text);
  } catch {
    // The text is still in the field.
  }
}

/** On logging out: it was the person's wish to leave nothing here. A session that merely ended takes no draft along. */
export function forgetDrafts(userId: string): void {
  removeWhere((key) => key.startsWith(keyOf(userId, '')));
}

/** Drafts of versions that kept them under nobody's id: whose they are is not known, so nobody gets them. */
export function forgetUnowned(): void {
  removeWhere((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('.'));
}

function removeWhere(isToGo: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage)) if (isToGo(key)) localStorage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
}
