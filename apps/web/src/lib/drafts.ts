/** What somebody has begun to write: the text, and the place of the message that it answers. */
export type DraftWords = { content: string; reply: number | null };

/** What is in a composer, as this browser keeps it. */
export type KeptDraft = DraftWords & {
  /** What all devices had last, as far as is known: where it is something else, they are still to be told. Null: never known. */
  base: DraftWords | null;
};

export const nothingWritten: DraftWords = { content: '', reply: null };

export function isSameDraft(one: DraftWords, other: DraftWords | null): boolean {
  return one.content === other?.content && one.reply === other.reply;
}

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
    return kept ?? { ...nothingWritten, content: localStorage.getItem(olderKeyOf(userId, chatId)) ?? '', base: null };
  } catch {
    return { ...nothingWritten, base: null };
  }
}

export function keep(userId: string, chatId: string, draft: KeptDraft): void {
  try {
    localStorage.removeItem(olderKeyOf(userId, chatId));
    const isNothing = isSameDraft(nothingWritten, draft) && isSameDraft(nothingWritten, draft.base ?? nothingWritten);
    if (isNothing) localStorage.removeItem(keyOf(userId, chatId));
    else localStorage.setItem(keyOf(userId, chatId), write(draft));
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

/** The texts stand where versions without replies find them. */
function write({ content, reply, base }: KeptDraft): string {
  const replies = { ...(reply !== null && { reply }), ...(base?.reply != null && { baseReply: base.reply }) };
  return JSON.stringify({ content, base: base?.content ?? null, ...replies });
}

function parse(json: string | null): KeptDraft | null {
  const kept: unknown = json === null ? null : JSON.parse(json);
  if (typeof kept !== 'object' || kept === null || !('content' in kept) || !('base' in kept)) return null;
  const { content, base } = kept;
  if (typeof content !== 'string' || (base !== null && typeof base !== 'string')) return null;
  const reply = 'reply' in kept ? placeIn(kept.reply) : null;
  const baseReply = 'baseReply' in kept ? placeIn(kept.baseReply) : null;
  return { content, reply, base: base === null ? null : { content: base, reply: baseReply } };
}

function placeIn(seq: unknown): number | null {
  return Number.isSafeInteger(seq) ? (seq as number) : null;
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
