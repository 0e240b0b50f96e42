import { documentIdOf } from '@confab/protocol/threads';
import { countRange } from './chat-position.ts';
import type { ConfabClient } from './confab-client.ts';
import { unreadMarkOf } from './documents.ts';
import { chatIn } from './known-chats.ts';
import { messagesIn } from './message-log.ts';
import type { Store } from './store.ts';

/** See `ConfabClient.markUnread`. */
export function markUnread(
  { client, store }: { client: Pick<ConfabClient, 'markRead' | 'putDocument'>; store: Store },
  chatId: string,
  fromSeq: number | null,
): void {
  if (fromSeq === null) {
    if (unreadMarkOf(store.get(), chatId)) client.putDocument('unread', documentIdOf(chatId), null);
    return;
  }
  // What stands before it is read: that alone moves the position of who has not come there.
  client.markRead(chatId, fromSeq - 1);
  const state = store.get();
  const { userId } = state;
  const chat = chatIn(state, chatId);
  if (!chat) return;
  const read = { from: fromSeq, to: chat.readSeq };
  const missing = Math.max(0, read.to - read.from + 1) - messagesIn(chat.log, read).length;
  const { unread, mentions } = countRange(chat.log, userId, read);
  client.putDocument('unread', documentIdOf(chatId), {
    seq: fromSeq,
    upTo: read.to,
    unread: unread + missing,
    mentions,
  });
}
