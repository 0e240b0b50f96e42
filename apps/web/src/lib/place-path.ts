import { rootOf } from '@confab/protocol/threads';

/** Of a message, in its chat or its thread. Apart from other addresses: the worker has no router. */
export function placePath(chatId: string, seq: number): string {
  const root = rootOf(chatId);
  const chat = `/chats/${encodeURIComponent(root?.chatId ?? chatId)}`;
  return root === null ? `${chat}/m/${seq}` : `${chat}/threads/${root.seq}/${seq}`;
}
