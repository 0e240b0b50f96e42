import type { Message, ServerEvent } from '@confab/protocol';
import { isNewMessage } from './chat-changes.ts';
import type { MessageChange } from './confab-client.ts';
import type { ClientState } from './state.ts';
import { chatIn } from './known-chats.ts';

/** The messages that an event carries. */
export function messagesOf(event: ServerEvent): readonly Message[] {
  if (event.type === 'message') return [event.message];
  return event.type === 'changes' ? event.messages : [];
}

/** What an event that was applied to `before` changed: not what was seen already, or has to wait for a catch-up. */
export function changesBetween(before: ClientState, after: ClientState, event: ServerEvent): MessageChange[] {
  return messagesOf(event).flatMap((message) => {
    const chatBefore = chatIn(before, message.chatId);
    const chatAfter = chatIn(after, message.chatId);
    if (!chatBefore || !chatAfter || message.rev <= chatBefore.rev || message.rev > chatAfter.rev) return [];
    return [{ message, isNew: isNewMessage(chatBefore, message) }];
  });
}

/** People whom messages name and whose profiles a view will want. */
export function namedUsers(messages: readonly Message[]): Set<string> {
  return new Set(messages.flatMap((message) => [message.senderId, ...usersOfEvent(message)]));
}

function usersOfEvent({ event }: Message): readonly string[] {
  switch (event?.type) {
    case 'members-added':
      return event.userIds;
    case 'member-removed':
    case 'member-left':
    case 'role-changed':
      return [event.userId];
    default:
      return [];
  }
}

/** The own messages of those that an event brings, by the ids under which they wait in the outbox. */
export function ownMessages(messages: readonly Message[], userId: string | null): (Message & { clientId: string })[] {
  return messages.flatMap((message) =>
    message.senderId === userId && message.clientId !== null ? [{ ...message, clientId: message.clientId }] : [],
  );
}

export function lastMessagesOf(event: ServerEvent): Message[] {
  const chats = event.type === 'chats' ? event.chats : event.type === 'reset' ? [event.chat] : [];
  return chats.flatMap((chat) => chat.lastMessage ?? []);
}
