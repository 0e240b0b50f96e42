import type { PendingMessage } from '@confab/client';
import type { Message } from '@confab/protocol';
import { dayKey } from '../../lib/dates.ts';
import { continuesRun, isFolded } from './system-runs.ts';

/** One line of the history as the list renders it. */
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'system'; key: string; message: Message }
  /** Of lines of the system that stand as one; open, they follow it. */
  | { kind: 'run'; key: string; message: Message; run: readonly Message[]; isOpen: boolean }
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
  /** The keys of runs that somebody opened. */
  openRuns?: ReadonlySet<string>;
};

export const newDividerKey = 'new';

/** Messages of one person closer together than this stand under one name. */
const groupWindowMs = 5 * 60_000;

/** What is worked out once for a message, however often the rows are built: with 100,000 of them it is felt. */
type Facts = { timeMs: number; day: string; head: Row | null; tail: Row | null; run: Run | null };
type Run = Extract<Row, { kind: 'run' }>;
const factsByMessage = new WeakMap<Message, Facts>();

/**
 * While there are older messages, the oldest loaded one is held back, and the lines of the system that it stands with: whether
 * it starts a group, a day or a run is not known before its predecessor is. So an older page only ever adds rows at the top, and no row that is on screen changes.
 */
export function buildRows(input: RowsInput): Row[] {
  const rows: Row[] = [];
  const { messages, newAfterSeq, myId } = input;
  let isNewPlaced = newAfterSeq === null;
  for (let index = input.hasOlder ? afterRun(messages, 0) : 0; index < messages.length; index++) {
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
    const run = message.kind === 'system' ? messages.slice(index, afterRun(messages, index)) : [];
    if (isFolded(run)) {
      rows.push(...rowsOfRun(message, run, input.openRuns));
      index += run.length - 1;
    } else rows.push(rowOf(message, startsDay || startsNew || !continues(previous, message)));
  }
  return [...rows, ...pendingRows(input)];
}

function pendingRows(input: RowsInput): Row[] {
  return input.pending.map((pending, index) => {
    const key = sendKey(input.myId, pending.clientId);
    return { kind: 'pending', key, pending, isHead: startsGroup(input, index) };
  });
}

/** Where the run that begins there has ended. */
function afterRun(messages: readonly Message[], from: number): number {
  let end = from + 1;
  for (let next = messages[end]; next !== undefined && continuesRun(messages[end - 1], next); next = messages[end])
    end++;
  return end;
}

/** What stands for them, and where it is open they themselves. */
function rowsOfRun(message: Message, run: readonly Message[], openRuns: RowsInput['openRuns']): Row[] {
  const row = runRow(message, run, openRuns);
  return row.isOpen ? [row, ...run.map((one) => rowOf(one, true))] : [row];
}

/** The same object for the same lines. */
function runRow(message: Message, run: readonly Message[], openRuns: RowsInput['openRuns']): Run {
  const facts = factsOf(message);
  const key = `r${message.seq}`;
  const isOpen = openRuns?.has(key) === true;
  const known = facts.run;
  const isSame = known?.isOpen === isOpen && known.run.length === run.length && known.run.at(-1) === run.at(-1);
  if (!isSame) facts.run = { kind: 'run', key, message, run, isOpen };
  return facts.run as Run;
}

function factsOf(message: Message): Facts {
  const known = factsByMessage.get(message);
  if (known) return known;
  const { createdAt } = message;
  const facts: Facts = { timeMs: Date.parse(createdAt), day: dayKey(createdAt), head: null, tail: null, run: null };
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
  if (seq === null) return false;
  return row.kind === 'run' ? !row.isOpen && row.run.some((one) => one.seq === seq) : seqOf(row) === seq;
}

/** The message of a row; null of what is between messages, and of what is not in the log yet. */
export function seqOf(row: Row): number | null {
  return 'message' in row ? row.message.seq : null;
}
