import type { Message } from '@confab/protocol';
import { moveReadSeq } from './chat-members.ts';
import { messageAt } from './message-log.ts';
import type { ChatState } from './state.ts';
import { anchorPosition, type CountedPosition, type UnreadCounts, type UnreadPosition } from './unread.ts';

/** A message that counts as unread to this person while it stands after their read position (D21). */
export function countsAsUnread(message: Message, userId: string | null): boolean {
  return message.kind === 'text' && message.senderId !== userId && message.deletedAt === null;
}

/** A text that says so mentions this person, or everybody in the chat but its sender (D33). */
export function mentionsPerson({ mentions, senderId }: Message, userId: string | null): boolean {
  if (!mentions || userId === null || senderId === userId) return false;
  return mentions.all === 'everyone' || mentions.userIds.includes(userId);
}

/** What a message adds to the numbers of unread ones while it stands after the read position. */
export function countsOf(message: Message, userId: string | null): UnreadCounts {
  if (!countsAsUnread(message, userId)) return { unread: 0, mentions: 0 };
  return { unread: 1, mentions: mentionsPerson(message, userId) ? 1 : 0 };
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
  const { unread, mentions } =
    markedSeq > position.readSeq ? countAfterMark(chat, userId, position, markedSeq) : position;
  const sync = position === chat.sync.position ? chat.sync : { ...chat.sync, position };
  const moved = userId === null ? chat : moveReadSeq(chat, userId, position.readSeq);
  return { ...moved, sync, readSeq, unread, mentions };
}

function countAfterMark(
  chat: ChatState,
  userId: string | null,
  position: UnreadPosition,
  markedSeq: number,
): UnreadCounts {
  if (markedSeq >= chat.lastSeq) return { unread: 0, mentions: 0 };
  let { unread, mentions } = position;
  for (let seq = position.readSeq + 1; seq <= markedSeq; seq += 1) {
    const message = messageAt(chat.log, seq);
    const counts = message && countsOf(message, userId);
    unread -= counts?.unread ?? 0;
    mentions -= counts?.mentions ?? 0;
  }
  unread = Math.max(0, unread);
  return { unread, mentions: Math.min(Math.max(0, mentions), unread) };
}

/** Everything up to `seq` was read here. */
export function markChat(chat: ChatState, userId: string | null, seq: number): ChatState {
  const markedSeq = Math.min(seq, chat.lastSeq);
  if (markedSeq <= chat.readSeq) return chat;
  return withPosition({ ...chat, sync: { ...chat.sync, markedSeq } }, userId, chat.sync.position);
}
