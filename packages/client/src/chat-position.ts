import type { Message } from '@confab/protocol';
import { moveReadSeq } from './chat-members.ts';
import { messageAt, type MessageLog, type Range, rangeAt } from './message-log.ts';
import type { ChatState, UnreadMark } from './state.ts';
import { anchorPosition, type CountedPosition, sumOf, type UnreadCounts, type UnreadPosition } from './unread.ts';

const none: UnreadCounts = { unread: 0, mentions: 0 };

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
  if (!countsAsUnread(message, userId)) return none;
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
  const after = markedSeq > position.readSeq ? countAfterMark(chat, userId, position, markedSeq) : position;
  const { unread, mentions } = sumOf([after, countMarkedUnread(chat, userId, readSeq)]);
  const sync = position === chat.sync.position ? chat.sync : { ...chat.sync, position };
  const moved = userId === null ? chat : moveReadSeq(chat, userId, position.readSeq);
  return { ...moved, sync, readSeq, unread, mentions };
}

/** Marked unread from there on, or not any more. */
export function markChatUnread(chat: ChatState, userId: string | null, unreadMark: UnreadMark | null): ChatState {
  if (unreadMark === chat.unreadMark) return chat;
  return withPosition({ ...chat, unreadMark }, userId, chat.sync.position);
}

/**
 * What was read is counted again where this person marked it unread: exact where it is here, as of the marking otherwise. At least
 * one: who marks their own message, or one that was deleted since, wants to come back to it all the same.
 */
function countMarkedUnread({ unreadMark: mark, log }: ChatState, userId: string | null, readSeq: number): UnreadCounts {
  if (mark === null || mark.seq > readSeq) return none;
  const isHere = (rangeAt(log, mark.seq)?.to ?? 0) >= readSeq;
  const { unread, mentions } = isHere
    ? countRange(log, userId, { from: mark.seq, to: readSeq })
    : sumOf([mark, countRange(log, userId, { from: mark.upTo + 1, to: readSeq })]);
  return { unread: Math.max(1, unread), mentions };
}

/** Of the messages that are here. */
export function countRange(log: MessageLog, userId: string | null, { from, to }: Range): UnreadCounts {
  let sum = none;
  for (let seq = from; seq <= to; seq += 1) {
    const message = messageAt(log, seq);
    if (message) sum = sumOf([sum, countsOf(message, userId)]);
  }
  return sum;
}

/** After which message of a chat what is unread begins: the read position, or before it what was marked unread. */
export function unreadAfter({ readSeq, unreadMark }: Pick<ChatState, 'readSeq' | 'unreadMark'>): number {
  return unreadMark === null ? readSeq : Math.min(readSeq, unreadMark.seq - 1);
}

function countAfterMark(
  chat: ChatState,
  userId: string | null,
  position: UnreadPosition,
  markedSeq: number,
): UnreadCounts {
  if (markedSeq >= chat.lastSeq) return none;
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
