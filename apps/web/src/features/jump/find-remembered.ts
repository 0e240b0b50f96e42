import { messageAt, messageWithWaiting, type ChatState, type ClientState } from '@confab/client';
import type { Message, SearchHit } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { myIdIn } from '../../session/client.ts';
import { findWords, isFindable, readSought } from '../search/index.ts';

export type FoundHit = Pick<SearchHit, 'chatId' | 'message' | 'ranges' | 'fileRanges'>;

const shownMax = 4;
/** A part of a frame, however much the page holds; what is not come to, the server finds. */
const workMs = 4;
/** So many are looked at however slow it is. */
const messagesPerLook = 64;

export type Remembered = {
  messages: FoundHit[];
  /** Of these a file is called so. */
  files: FoundHit[];
};

/**
 * The newest messages of the chats and threads whose pages are here that hold every word, in what they say or in the names of their
 * files, by the matcher of the server; none where it is asked for more than words.
 */
export function findRemembered(state: ClientState, query: string, clock = () => performance.now()): Remembered {
  const found: Remembered = { messages: [], files: [] };
  const sought = readSought(query);
  if (sought.filters.length > 0 || sought.terms.every(({ isNegated }) => isNegated)) return found;
  const until = clock() + workMs;
  let looked = 0;
  for (const { chat, message } of newestFirst(state)) {
    if (++looked % messagesPerLook === 0 && clock() > until) break;
    // A file is sent seldom, and has a name of its own: it is worth looking further for.
    if (found.messages.length === shownMax && !message.files?.length) continue;
    const words = findWords(message, sought);
    if (words === null || !isAsItSays(chat, message, state)) continue;
    addHit(found, { chatId: doorOf(message.chatId), message, ...words });
    if (found.files.length === shownMax) break;
  }
  return found;
}

/** By its words, by the name of a file, or both. */
function addHit({ messages, files }: Remembered, hit: FoundHit): void {
  if (hit.ranges.length > 0 && messages.length < shownMax) messages.push(hit);
  if (hit.fileRanges.length > 0) files.push(hit);
}

type Held = { chat: ChatState; message: Message };
/** A log as far as it was gone through: its next message, and those before that. */
type Log = Held & { older: Iterator<Message, undefined> };

/** From all logs in one order, and no further than somebody looks: the page may hold tens of thousands. */
function* newestFirst({ chats, threads }: ClientState): Generator<Held> {
  const mine = [...threads.values()].filter(({ id }) => chats.has(doorOf(id)));
  const logs = [...chats.values(), ...mine]
    .flatMap((chat) => logFrom(chat, newestOf(chat)))
    .toSorted((one, other) => (isOlder(one, other) ? -1 : 1));
  for (let log = logs.pop(); log !== undefined; log = logs.pop()) {
    yield log;
    const [next] = logFrom(log.chat, log.older);
    if (next) logs.splice(placeIn(logs, next), 0, next);
  }
}

function logFrom(chat: ChatState, older: Iterator<Message, undefined>): Log[] {
  const { value: message } = older.next();
  return message === undefined ? [] : [{ chat, message, older }];
}

function* newestOf({ log }: ChatState): Generator<Message, undefined> {
  for (const { from, to } of log.ranges.toReversed()) {
    for (let seq = to; seq >= from; seq -= 1) {
      const message = messageAt(log, seq);
      if (message && isFindable(message)) yield message;
    }
  }
  return undefined;
}

/** Times of one form, which compare as they are written. */
function isOlder(one: Held, other: Held): boolean {
  return one.message.createdAt < other.message.createdAt;
}

/** Behind all that are older. */
function placeIn(logs: readonly Log[], log: Log): number {
  let low = 0;
  let high = logs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = logs[middle];
    if (one && isOlder(one, log)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An edit or a deletion of one's own that is on its way has happened already. */
function isAsItSays(chat: ChatState, message: Message, state: ClientState): boolean {
  const { content, deletedAt } = messageWithWaiting(chat, message, myIdIn(state));
  return deletedAt === null && content === message.content;
}
