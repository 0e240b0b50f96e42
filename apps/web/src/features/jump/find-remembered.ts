import { messageAt, messageWithWaiting, type ChatState, type ClientState } from '@confab/client';
import type { Message, SearchHit } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { myIdIn } from '../../session/client.ts';
import { findWords, isFindable, readSought } from '../search/index.ts';

export type Remembered = { chat: ChatState; message: Message };
export type FoundHit = Pick<SearchHit, 'chatId' | 'message' | 'ranges' | 'fileRanges'>;

/** Of the messages that the page holds, so many are looked through: it may hold tens of thousands. */
const heldMax = 5_000;
const perLogMax = 1_500;
const shownMax = 4;
/** A part of a frame; what is not come to, the server finds. */
const workMs = 4;
const messagesPerLook = 32;

/** What was said in the chats and threads whose pages are here, the newest first. */
export function rememberedMessages({ chats, threads }: Pick<ClientState, 'chats' | 'threads'>): readonly Remembered[] {
  const mine = [...threads.values()].filter(({ id }) => chats.has(doorOf(id)));
  return [...chats.values(), ...mine]
    .flatMap((chat) => newestOf(chat).map((message) => ({ chat, message })))
    .toSorted((one, other) => compare(other.message.createdAt, one.message.createdAt))
    .slice(0, heldMax);
}

/**
 * The newest of these that hold every word, by the matcher of the server; none where it is asked for more than words. `state` as it is
 * now: what was deleted since, or is of a chat that is no longer mine, is not found.
 */
export function findRemembered(
  remembered: readonly Remembered[],
  query: string,
  { state, clock = () => performance.now() }: { state: ClientState; clock?: () => number },
): readonly FoundHit[] {
  const sought = readSought(query);
  if (sought.filters.length > 0 || sought.terms.every(({ isNegated }) => isNegated)) return [];
  const until = clock() + workMs;
  const hits: FoundHit[] = [];
  for (const [index, { chat, message }] of remembered.entries()) {
    if (hits.length === shownMax || (index % messagesPerLook === 0 && clock() > until)) break;
    const found = findWords(message, sought);
    // Found by the name of a file it is among the files.
    if (found === null || found.ranges.length === 0) continue;
    if (isAsItWas({ chat, message }, state)) hits.push({ chatId: doorOf(message.chatId), message, ...found });
  }
  return hits;
}

function newestOf({ log }: ChatState): readonly Message[] {
  const messages: Message[] = [];
  for (const { from, to } of log.ranges.toReversed()) {
    for (let seq = to; seq >= from && messages.length < perLogMax; seq -= 1) {
      const message = messageAt(log, seq);
      if (message && isFindable(message)) messages.push(message);
    }
  }
  return messages;
}

function isAsItWas({ chat: { id }, message }: Remembered, state: ClientState): boolean {
  const chat = state.chats.get(id) ?? state.threads.get(id);
  if (chat === undefined || !state.chats.has(doorOf(id))) return false;
  const now = messageAt(chat.log, message.seq) ?? message;
  const { content, deletedAt } = messageWithWaiting(chat, now, myIdIn(state));
  return deletedAt === null && content === message.content;
}

/** Times of one form, which compare as they are written. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
