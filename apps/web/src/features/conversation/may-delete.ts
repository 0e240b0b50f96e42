import type { ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { mayDeleteMessage } from '@confab/protocol/permissions';

/** Whether I may, by the same rule as the server's. */
export function mayDelete(state: ClientState, message: Message): boolean {
  const chat = state.chats.get(message.chatId);
  const me = chat?.members.find(({ userId }) => userId === state.userId);
  return chat && me ? mayDeleteMessage(message, { ...me, chatKind: chat.kind }) : false;
}
