import type { Message } from '@confab/protocol';
import { countsOf } from './chat-position.ts';
import { type MessageLog, messagesIn, rangeAt } from './message-log.ts';
import type { ChatState } from './state.ts';
import { sumOf, type UnreadCounts } from './unread.ts';

/** What the server said of a chat's unread messages by people whom this person blocks: after `readSeq`, up to `upToSeq`, as of `atRev`. */
export interface ToldBlocked extends UnreadCounts {
  readonly readSeq: number;
  readonly upToSeq: number;
  readonly atRev: number;
}

interface Whose {
  blockedIds: ReadonlySet<string>;
  userId: string | null;
}

interface Counted extends UnreadCounts {
  /** So many messages are missing here that may be theirs: ask the server. */
  readonly missing: number;
}

const none: UnreadCounts = { unread: 0, mentions: 0 };
/** What is here is counted message by message: of more that is unread the server's word is taken, as far as it reaches. */
const countedMax = 2_000;

/** How much of what is unread after the read position is by people who are blocked (D82). */
export function countBlocked(chat: ChatState, whose: Whose, told: ToldBlocked | undefined): Counted {
  const { readSeq, lastSeq, log } = chat;
  if (readSeq >= lastSeq) return { ...none, missing: 0 };
  const isHere = (rangeAt(log, readSeq + 1)?.to ?? 0) >= lastSeq;
  const reaches = told !== undefined && told.readSeq <= readSeq;
  if (!reaches || (isHere && lastSeq - readSeq <= countedMax)) return countLog(chat, whose, readSeq, lastSeq);
  const rest = countLog(chat, whose, Math.max(readSeq, told.upToSeq), lastSeq);
  if (readSeq >= told.upToSeq || told.unread === 0) return rest;
  // Read on since then: what was passed was on the screen, and is here.
  const passed = countLog(chat, whose, told.readSeq, readSeq);
  const since = sumOf([told, changedSince(chat, whose, told)]);
  return {
    unread: Math.max(0, since.unread - passed.unread) + rest.unread,
    mentions: Math.max(0, since.mentions - passed.mentions) + rest.mentions,
    missing: passed.missing + rest.missing,
  };
}

/**
 * What changes of theirs did to what the server said, as far as it can be known: what is deleted was there. What an edit makes mention
 * this person may have done so before: better one too few is shown until the server is asked again than one of theirs.
 */
function changedSince({ log }: ChatState, { blockedIds, userId }: Whose, told: ToldBlocked): UnreadCounts {
  let sum = none;
  for (const message of heldIn(log, told.readSeq, told.upToSeq)) {
    if (message.rev <= told.atRev || !blockedIds.has(message.senderId)) continue;
    if (message.deletedAt !== null) sum = sumOf([sum, { unread: -1, mentions: 0 }]);
    else if (message.editedAt !== null) sum = sumOf([sum, { unread: 0, mentions: countsOf(message, userId).mentions }]);
  }
  return sum;
}

/** The chat without what is unread and `blocked`, and without those people among who types; itself where there is nothing of theirs. */
export function withoutBlocked(chat: ChatState, blocked: UnreadCounts, blockedIds: ReadonlySet<string>): ChatState {
  const typing = chat.typing.some(({ userId }) => blockedIds.has(userId))
    ? chat.typing.filter(({ userId }) => !blockedIds.has(userId))
    : chat.typing;
  const isMarked = chat.unreadMark !== null && chat.unreadMark.seq <= chat.readSeq;
  // Whoever marks it unread wants to come back to it, whosoever it is.
  const unread = Math.max(isMarked ? 1 : 0, chat.unread - blocked.unread);
  const mentions = Math.min(unread, Math.max(0, chat.mentions - blocked.mentions));
  const isSame = typing === chat.typing && unread === chat.unread && mentions === chat.mentions;
  return isSame ? chat : { ...chat, typing, unread, mentions };
}

/** In what was read and is marked unread: counted by what is here, as the chat's own numbers are. */
export function countBlockedInMark(chat: ChatState, whose: Whose): UnreadCounts {
  const { unreadMark: mark, readSeq, log } = chat;
  if (mark === null || mark.seq > readSeq || (rangeAt(log, mark.seq)?.to ?? 0) < readSeq) return none;
  return countLog(chat, whose, mark.seq - 1, readSeq);
}

function countLog({ log }: ChatState, { blockedIds, userId }: Whose, afterSeq: number, upToSeq: number): Counted {
  let sum = none;
  const held = heldIn(log, afterSeq, upToSeq);
  for (const message of held) {
    if (blockedIds.has(message.senderId)) sum = sumOf([sum, countsOf(message, userId)]);
  }
  return { ...sum, missing: Math.max(0, upToSeq - afterSeq) - held.length };
}

/** Those that are here: few, however many are unread. */
function heldIn(log: MessageLog, afterSeq: number, upToSeq: number): Message[] {
  return log.ranges.flatMap(({ from, to }) =>
    messagesIn(log, { from: Math.max(from, afterSeq + 1), to: Math.min(to, upToSeq) }),
  );
}
