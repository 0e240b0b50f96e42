import type { Chat } from '@confab/protocol';
import { ApiError } from '../http/api-error.ts';
import type { ChatContext } from './chat-context.ts';
import { chatIdsOf } from './chat-store.ts';
import { describeChats } from './describe-chats.ts';

/** The caller's chats, last spoken in first. */
export async function listChats(context: ChatContext, callerId: string): Promise<Chat[]> {
  return describeChats(context, callerId, await chatIdsOf(context.storage.db, callerId));
}

export async function getChat(context: ChatContext, callerId: string, chatId: string): Promise<Chat> {
  const [chat] = await describeChats(context, callerId, [chatId]);
  if (!chat) throw new ApiError('not-found', 'There is no such chat, or you are not in it.');
  return chat;
}
