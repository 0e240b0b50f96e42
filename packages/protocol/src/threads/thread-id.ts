/**
 * A thread is a log of its own, and its id says where it begins: the chat that it belongs to, and the place of its root there. So
 * whose door it stands behind needs no look at the database. Not with the schemas, so that a browser can have it for its size.
 */
const mark = '~';

export function threadIdOf(chatId: string, rootSeq: number): string {
  return `${chatId}${mark}${rootSeq.toString(36)}`;
}

export function isThreadId(chatId: string): boolean {
  return chatId.includes(mark);
}

/** The chat whose members may read and write there: of a plain chat itself. */
export function doorOf(chatId: string): string {
  const at = chatId.indexOf(mark);
  return at < 0 ? chatId : chatId.slice(0, at);
}

/** Where a thread begins; null for what is no id of one. */
export function rootOf(threadId: string): { chatId: string; seq: number } | null {
  const [, chatId, digits] = /^([^~]+)~([0-9a-z]{1,11})$/.exec(threadId) ?? [];
  if (chatId === undefined || digits === undefined) return null;
  const seq = Number.parseInt(digits, 36);
  return seq > 0 && seq.toString(36) === digits && Number.isSafeInteger(seq) ? { chatId, seq } : null;
}

/** In the key of a document, where `~` has no place: `unread/CHAT`, and of a thread `unread/CHAT.PLACE`. */
export function documentIdOf(chatId: string): string {
  return chatId.replace(mark, '.');
}
