import type { Message } from '@confab/protocol';
import { applySystemMessage, moveReadSeq } from './chat-members.ts';
import { countsAsUnread, countsOf, withPosition } from './chat-position.ts';
import { messageAt, putMessages } from './message-log.ts';
import type { ChatState, ChatSync } from './state.ts';
import { countChange, passOwnMessage, trimJournal, type UnreadCounts } from './unread.ts';

/** One live change. The next one applies; one that was seen is dropped; a later one says that something is missing (D7). */
export function applyLiveMessage(chat: ChatState, userId: string | null, message: Message): ChatState {
  if (message.rev <= chat.rev) return chat;
  if (message.rev > chat.rev + 1) return { ...chat, sync: { ...chat.sync, behind: true } };
  const next = applyInOrder({ ...chat, log: putMessages(chat.log, [message]) }, userId, message, chat);
  const position = trimJournal(next.sync.position);
  return applyHeld(withPosition({ ...next, rev: message.rev, typing: notTyping(next, message) }, userId, position));
}

/** A part of a catch-up: final states, `rev` rising, complete up to `upToRev` (D15). */
export function applyCatchUp(
  chat: ChatState,
  userId: string | null,
  changes: { messages: readonly Message[]; upToRev: number; more: boolean },
): ChatState {
  const fresh = changes.messages.filter((message) => message.rev > chat.rev);
  let next: ChatState = { ...chat, log: putMessages(chat.log, fresh) };
  for (const message of fresh) next = applyInOrder(next, userId, message, chat);
  next = withPosition({ ...next, rev: Math.max(chat.rev, changes.upToRev) }, userId, next.sync.position);
  const catchUp = continueCatchUp(chat, fresh.length, next.rev);
  return changes.more ? { ...next, sync: { ...next.sync, catchUp } } : finishCatchUp(next, catchUp);
}

function continueCatchUp(chat: ChatState, changeCount: number, upToRev: number): NonNullable<ChatSync['catchUp']> {
  const known = chat.sync.catchUp ?? { fromRev: chat.rev, isExact: true };
  return { fromRev: known.fromRev, isExact: known.isExact && changeCount === upToRev - chat.rev };
}

/**
 * Final states hide what happened in between: whether a message was there, and not yet deleted, at some `rev` inside the
 * span. So a number of the server's from inside it can't be carried forward.
 */
function finishCatchUp(chat: ChatState, catchUp: NonNullable<ChatSync['catchUp']>): ChatState {
  const sync = { ...chat.sync, catchUp: null, behind: false };
  if (catchUp.isExact) return applyHeld({ ...chat, sync });
  const { atRev, journalFrom } = sync.position;
  const unreadUnsure = sync.unreadUnsure || (atRev > catchUp.fromRev && atRev < chat.rev);
  const position = { ...sync.position, journalFrom: Math.max(journalFrom, chat.rev) };
  return applyHeld({ ...chat, sync: { ...sync, unreadUnsure, position } });
}

/** `before` is the chat before the whole batch: what is in its log up to its `rev` has been counted. */
function applyInOrder(chat: ChatState, userId: string | null, message: Message, before: ChatState): ChatState {
  if (!isNewMessage(chat, message)) return applyKnown(chat, userId, message, before);
  const next = countMessage(appendHead(chat, message), userId, message);
  return message.kind === 'system' ? { ...next, sync: { ...next.sync, held: [...next.sync.held, message] } } : next;
}

/** The message came into being since the cursor: it has not been counted. */
export function isNewMessage(chat: ChatState, message: Message): boolean {
  return message.seq > chat.lastSeq || chat.sync.missing.includes(message.seq);
}

function appendHead(chat: ChatState, message: Message): ChatState {
  if (message.seq <= chat.lastSeq) {
    const missing = chat.sync.missing.filter((seq) => seq !== message.seq);
    return { ...chat, sync: { ...chat.sync, missing } };
  }
  const skipped = Array.from({ length: message.seq - chat.lastSeq - 1 }, (_, index) => chat.lastSeq + 1 + index);
  const sync = skipped.length === 0 ? chat.sync : { ...chat.sync, missing: [...chat.sync.missing, ...skipped] };
  return { ...chat, lastSeq: message.seq, lastMessage: message, sync };
}

function countMessage(chat: ChatState, userId: string | null, message: Message): ChatState {
  const { position } = chat.sync;
  const { seq, rev } = message;
  const moved = message.kind === 'text' ? moveReadSeq(chat, message.senderId, seq) : chat;
  const next = movesOwnPosition(message, userId)
    ? passOwnMessage(position, seq)
    : countChange(position, { rev, seq, ...countsOf(message, userId) });
  return { ...moved, sync: { ...moved.sync, position: next } };
}

/** What I sent, or that I was added (again): what stands before it is not unread to me. */
function movesOwnPosition(message: Message, userId: string | null): boolean {
  if (message.kind === 'text') return message.senderId === userId;
  return message.event?.type === 'members-added' && message.event.userIds.some((added) => added === userId);
}

function applyKnown(chat: ChatState, userId: string | null, message: Message, before: ChatState): ChatState {
  const isLast = message.seq === chat.lastMessage?.seq && message.rev >= chat.lastMessage.rev;
  const next = isLast ? { ...chat, lastMessage: message } : chat;
  // While it is unread, it is followed: what of it is counted so far?
  if (message.seq <= next.sync.position.readSeq || !countsAsUnread({ ...message, deletedAt: null }, userId))
    return next;
  const known = messageAt(before.log, message.seq);
  const was = known && known.rev <= before.rev ? countsOf(known, userId) : countsUnseen(next, userId, message);
  return was ? recount(next, message, { was, is: countsOf(message, userId) }) : lookAgain(next, message);
}

/**
 * Of a message as it was before this change, which never was here; null: who knows. What is deleted changes no more, so it was
 * there. Whether it mentioned me only an edit or a deletion changes, and where nothing unread did, it did not.
 */
function countsUnseen({ sync }: ChatState, userId: string | null, message: Message): UnreadCounts | null {
  if (message.editedAt === null && message.deletedAt === null) return countsOf(message, userId);
  const { mentions, atRev } = sync.position;
  return mentions === 0 && message.rev > atRev ? { unread: 1, mentions: 0 } : null;
}

function recount(chat: ChatState, { rev, seq }: Message, { was, is }: Record<'was' | 'is', UnreadCounts>): ChatState {
  const change = { rev, seq, unread: is.unread - was.unread, mentions: is.mentions - was.mentions };
  const position = countChange(chat.sync.position, change);
  return position === chat.sync.position ? chat : { ...chat, sync: { ...chat.sync, position } };
}

/** Numbers of the server's from before this change can't be carried over it. */
function lookAgain(chat: ChatState, { rev, seq, deletedAt }: Message): ChatState {
  const { atRev, journalFrom } = chat.sync.position;
  const change = { rev, seq, unread: deletedAt === null ? 0 : -1, mentions: 0 };
  const position = { ...countChange(chat.sync.position, change), journalFrom: Math.max(journalFrom, rev) };
  return { ...chat, sync: { ...chat.sync, position, unreadUnsure: chat.sync.unreadUnsure || rev > atRev } };
}

/** A system message that was changed since it was sent arrives late in a catch-up; its effect belongs to its place. */
function applyHeld(chat: ChatState): ChatState {
  if (chat.sync.held.length === 0) return chat;
  const inOrder = chat.sync.held.toSorted((a, b) => a.seq - b.seq);
  return inOrder.reduce(applySystemMessage, { ...chat, sync: { ...chat.sync, held: [] } });
}

function notTyping(chat: ChatState, message: Message): ChatState['typing'] {
  const isTyping = chat.typing.some((entry) => entry.userId === message.senderId);
  return isTyping ? chat.typing.filter((entry) => entry.userId !== message.senderId) : chat.typing;
}
