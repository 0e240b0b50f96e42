import type { PendingMessage } from '@confab/client';
import type { Message } from '@confab/protocol';
import { dayKey } from '../../lib/dates.ts';

/** One line of the history as the list renders it. */
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'system'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; isHead: boolean }
  | { kind: 'pending'; key: string; pending: PendingMessage; isHead: boolean };

export type RowsInput = {
  /** Ascending by `seq`, without gaps. */
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  myId: string;
  /** There are messages before the first of `messages`. */
  hasOlder: boolean;
  /** The "New" divider stands before the first message of someone else after this `seq`. */
  newAfterSeq: number | null;
};

export const newDividerKey = 'new';

/** Messages of one person closer together than this stand under one name. */
const groupWindowMs = 5 * 60_000;

/** What is worked out once for a message, however often the rows are built: with 100,000 of them it is felt. */
type Facts = { timeMs: number; day: string; head: Row | null; tail: Row | null };
const factsByMessage = new WeakMap<Message, Facts>();

/**
 * While there are older messages, the oldest loaded one is held back: whether it starts a group or a day is not known
 * before its predecessor is. So an older page only ever adds rows at the top, and no row that is on screen changes.
 */
export function buildRows(input: RowsInput): Row[] {
  const rows: Row[] = [];
  const { messages, newAfterSeq, myId } = input;
  let isNewPlaced = newAfterSeq === null;
  for (let index = input.hasOlder ? 1 : 0; index < messages.length; index++) {
    const message = messages[index];
    if (message === undefined) continue;
    const previous = messages[index - 1];
    const startsDay = previous === undefined || factsOf(previous).day !== factsOf(message).day;
    if (startsDay) rows.push({ kind: 'day', key: `d${message.seq}`, at: message.createdAt });
    const startsNew = !isNewPlaced && isFromSomeoneElse(message, myId) && message.seq > (newAfterSeq ?? 0);
    if (startsNew) {
      rows.push({ kind: 'new', key: newDividerKey });
      isNewPlaced = true;
    }
    rows.push(rowOf(message, startsDay || startsNew || !continues(previous, message)));
  }
  for (const [index, pending] of input.pending.entries()) {
    rows.push({ kind: 'pending', key: sendKey(myId, pending.clientId), pending, isHead: startsGroup(input, index) });
  }
  return rows;
}

function factsOf(message: Message): Facts {
  const known = factsByMessage.get(message);
  if (known) return known;
  const { createdAt } = message;
  const facts: Facts = { timeMs: Date.parse(createdAt), day: dayKey(createdAt), head: null, tail: null };
  factsByMessage.set(message, facts);
  return facts;
}

/** The same object for the same message: what did not change need not render. */
function rowOf(message: Message, isHead: boolean): Row {
  const facts = factsOf(message);
  if (isHead) return (facts.head ??= messageRow(message, true));
  return (facts.tail ??= messageRow(message, false));
}

function messageRow(message: Message, isHead: boolean): Row {
  if (message.kind === 'system') return { kind: 'system', key: `s${message.seq}`, message };
  // An acknowledged message keeps the key it had while pending: the row stays, it only turns solid.
  const key = message.clientId === null ? `s${message.seq}` : sendKey(message.senderId, message.clientId);
  return { kind: 'message', key, message, isHead };
}

function sendKey(senderId: string, clientId: string): string {
  return `c${senderId}.${clientId}`;
}

function continues(previous: Message | undefined, message: Message): boolean {
  return (
    previous !== undefined &&
    previous.kind === 'text' &&
    previous.senderId === message.senderId &&
    isWithinGroup(factsOf(previous).timeMs, factsOf(message).timeMs)
  );
}

function startsGroup({ pending, messages, myId }: RowsInput, index: number): boolean {
  const last = messages.at(-1);
  const current = pending[index];
  if (current === undefined) return true;
  if (index > 0) return false;
  if (last === undefined || last.kind !== 'text' || last.senderId !== myId) return true;
  return !isWithinGroup(factsOf(last).timeMs, Date.parse(current.createdAt));
}

function isWithinGroup(earlierMs: number, laterMs: number): boolean {
  return laterMs - earlierMs < groupWindowMs;
}

function isFromSomeoneElse(message: Message, myId: string): boolean {
  return message.kind === 'text' && message.deletedAt === null && message.senderId !== myId;
}

export function isAtSeq(row: Row, seq: number | null): boolean {
  return seqOf(row) === seq && seq !== null;
}

/** The message of a row; null of what is between messages, and of what is not in the log yet. */
export function seqOf(row: Row): number | null {
  return row.kind === 'message' || row.kind === 'system' ? row.message.seq : null;
}
