import type { Message } from '@confab/protocol';
import { moveReadSeq } from './chat-members.ts';
import { messageAt } from './message-log.ts';
import type { ChatState } from './state.ts';
import { anchorPosition, type CountedPosition, type UnreadPosition } from './unread.ts';

/** A message that counts as unread to this person while it stands after their read position (D21). */
export function countsAsUnread(message: Message, userId: string | null): boolean {
  return message.kind === 'text' && message.senderId !== userId && message.deletedAt === null;
}

/** The server's word on the own position. */
export function anchorChat(chat: ChatState, userId: string | null, counted: CountedPosition): ChatState {
  const { position, exact } = anchorPosition(chat.sync.position, counted);
  if (position === chat.sync.position) return chat;
  return withPosition({ ...chat, sync: { ...chat.sync, unreadUnsure: !exact } }, userId, position);
}

/** Sets the confirmed position and what is shown of it: `markRead` shows at once, before the server confirms. */
export function withPosition(chat: ChatState, userId: string | null, position: UnreadPosition): ChatState {
  const markedSeq = Math.min(chat.sync.markedSeq, chat.lastSeq);
  const readSeq = Math.max(position.readSeq, markedSeq);
  const unread = markedSeq > position.readSeq ? unreadAfterMark(chat, userId, position, markedSeq) : position.unread;
  const sync = position === chat.sync.position ? chat.sync : { ...chat.sync, position };
  const moved = userId === null ? chat : moveReadSeq(chat, userId, position.readSeq);
  return { ...moved, sync, readSeq, unread };
}

function unreadAfterMark(chat: ChatState, userId: string | null, position: UnreadPosition, markedSeq: number): number {
  if (markedSeq >= chat.lastSeq) return 0;
  let unread = position.unread;
  for (let seq = position.readSeq + 1; seq <= markedSeq; seq += 1) {
    const message = messageAt(chat.log, seq);
    if (message && countsAsUnread(message, userId)) unread -= 1;
  }
  return Math.max(0, unread);
}

/** Everything up to `seq` was read here. */
export function markChat(chat: ChatState, userId: string | null, seq: number): ChatState {
  const markedSeq = Math.min(seq, chat.lastSeq);
  if (markedSeq <= chat.readSeq) return chat;
  return withPosition({ ...chat, sync: { ...chat.sync, markedSeq } }, userId, chat.sync.position);
}
