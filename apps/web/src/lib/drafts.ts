/** What is in a composer, as this browser keeps it. */
export type KeptDraft = {
  content: string;
  /** What all devices had last, as far as is known: where it is something else, they are still to be told. Null: never known. */
  base: string | null;
};

const prefix = 'confab.drafts.';
/** Of versions that kept the text alone, and told nobody. */
const olderPrefix = 'confab.draft.';

/** Unreadable by whoever else logs in here: a draft is kept under the id of the person who typed it. */
function keyOf(userId: string, chatId: string): string {
  return `${prefix}${userId}.${chatId}`;
}

function olderKeyOf(userId: string, chatId: string): string {
  return `${olderPrefix}${userId}.${chatId}`;
}

/** It survives a reload. Storage may be full or forbidden: then it does not. */
export function readKept(userId: string, chatId: string): KeptDraft {
  try {
    const kept = parse(localStorage.getItem(keyOf(userId, chatId)));
    return kept ?? { content: localStorage.getItem(olderKeyOf(userId, chatId)) ?? '', base: null };
  } catch {
    return { content: '', base: null };
  }
}

export function keep(userId: string, chatId: string, { content, base }: KeptDraft): void {
  try {
    localStorage.removeItem(olderKeyOf(userId, chatId));
    if (content === '' && !base) localStorage.removeItem(keyOf(userId, chatId));
    else localStorage.setItem(keyOf(userId, chatId), JSON.stringify({ content, base }));
  } catch {
    // The text is still in the field.
  }
}

/** The chats of which something is kept. */
export function keptChats(userId: string): string[] {
  const starts = [keyOf(userId, ''), olderKeyOf(userId, '')];
  return keys().flatMap((key) => {
    const start = starts.find((one) => key.startsWith(one));
    return start === undefined ? [] : [key.slice(start.length)];
  });
}

/** On logging out: it was the person's wish to leave nothing here. A session that merely ended takes no draft along. */
export function forgetDrafts(userId: string): void {
  removeWhere((key) => key.startsWith(keyOf(userId, '')) || key.startsWith(olderKeyOf(userId, '')));
}

/** Drafts of versions that kept them under nobody's id: whose they are is not known, so nobody gets them. */
export function forgetUnowned(): void {
  removeWhere((key) => key.startsWith(olderPrefix) && !key.slice(olderPrefix.length).includes('.'));
}

function parse(json: string | null): KeptDraft | null {
  const kept: unknown = json === null ? null : JSON.parse(json);
  if (typeof kept !== 'object' || kept === null || !('content' in kept) || !('base' in kept)) return null;
  const { content, base } = kept;
  return typeof content === 'string' && (base === null || typeof base === 'string') ? { content, base } : null;
}

function keys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    // Nothing was stored then.
    return [];
  }
}

function removeWhere(isToGo: (key: string) => boolean): void {
  for (const key of keys()) if (isToGo(key)) localStorage.removeItem(key);
}
