import { chatIn, chatTitle, type ClientState, documentOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import { messageWords } from '../../lib/message-words.ts';
import { notificationWords } from '../../lib/notification-words.ts';
import { nameOf } from '../../session/client.ts';

const textMax = 300;

/** What the system says of a message, in plain text; as a push of the server would say it. */
export function wordsOf(state: ClientState, message: Message): { title: string; body: string } {
  const log = chatIn(state, message.chatId);
  const door = state.chats.get(doorOf(message.chatId));
  const isDirect = door?.kind !== 'group';
  const { hideText, hideSender } = documentOf(state, 'notifications', null)?.push ?? {};
  return notificationWords({
    kind: isDirect ? 'direct' : 'group',
    isThread: isThreadId(message.chatId),
    chat: hideSender || door === undefined || isDirect ? undefined : chatTitle(state, door),
    from: hideSender ? undefined : nameOf(state.users, message.senderId),
    text: hideText ? undefined : messageWords(message, textMax),
    // In a group most of what is unread is not to me.
    count: Math.max(1, (isDirect ? log?.unread : log?.mentions) ?? 1),
  });
}
