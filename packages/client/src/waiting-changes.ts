import type { Message } from '@confab/protocol';
import { changeReaction } from '@confab/protocol/reactions';
import { updateChat } from './apply-event.ts';
import { isSameList } from './local-changes.ts';
import type { OutboxChange } from './outbox-storage.ts';
import type { ChatState, ClientState } from './state.ts';
import { everyChat } from './known-chats.ts';

/** The changes that wait for the server, spread over the chats. */
export function applyWaiting(state: ClientState, changes: readonly OutboxChange[]): ClientState {
  const byChat = Map.groupBy(changes, ({ chatId }) => chatId);
  let next = state;
  for (const chat of everyChat(state)) {
    const own = byChat.get(chat.id) ?? [];
    if (!isSameList(own, chat.waitingChanges))
      next = updateChat(next, chat.id, (known) => ({ ...known, waitingChanges: own }));
  }
  return next;
}

/** The message as its reader has asked for it to be: what waits for the server is shown as if it were done. */
export function messageWithWaiting(chat: ChatState, message: Message, userId: string): Message {
  return chat.waitingChanges.reduce((shown, change) => withChange(shown, change, userId), message);
}

function withChange(message: Message, change: OutboxChange, userId: string): Message {
  if (change.change === 'withdraw' || change.messageId !== message.id || message.deletedAt) return message;
  switch (change.change) {
    case 'edit':
      return { ...message, content: change.content, editedAt: message.editedAt ?? change.askedAt };
    case 'delete':
      return { ...message, content: '', reactions: [], deletedAt: change.askedAt };
    case 'react':
      return { ...message, reactions: changeReaction(message.reactions, { ...change, userId, after: null }) };
  }
}

/** It was deleted a moment ago, and `undoDelete` still takes that back. */
export function isUndoable(chat: ChatState, messageId: string): boolean {
  return chat.waitingChanges.some(
    (change) => change.change === 'delete' && change.messageId === messageId && change.isHeld === true,
  );
}
