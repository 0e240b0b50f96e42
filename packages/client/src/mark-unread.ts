import { countRange } from './chat-position.ts';
import type { ConfabClient } from './confab-client.ts';
import { messagesIn } from './message-log.ts';
import type { Store } from './store.ts';

/** See `ConfabClient.markUnread`. */
export function markUnread(
  { client, store }: { client: Pick<ConfabClient, 'markRead' | 'putDocument'>; store: Store },
  chatId: string,
  fromSeq: number | null,
): void {
  if (fromSeq === null) {
    if (store.get().documents.has(`unread/${chatId}`)) client.putDocument('unread', chatId, null);
    return;
  }
  // What stands before it is read: that alone moves the position of who has not come there.
  client.markRead(chatId, fromSeq - 1);
  const { chats, userId } = store.get();
  const chat = chats.get(chatId);
  if (!chat) return;
  const read = { from: fromSeq, to: chat.readSeq };
  const missing = Math.max(0, read.to - read.from + 1) - messagesIn(chat.log, read).length;
  const { unread, mentions } = countRange(chat.log, userId, read);
  client.putDocument('unread', chatId, { seq: fromSeq, upTo: read.to, unread: unread + missing, mentions });
}
