import type { Message } from '@confab/protocol';

const chunkSize = 128;
type Chunk = readonly (Message | undefined)[];

/** Messages `from` to `to`, both included, are all here. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a chat's history that is here: sparse by `seq`, in chunks, so that one change copies 128 places and not
 * the whole history. Invariant: a message that is here is never older than the chat's cursor says, since it came with
 * a page that was asked for after the cursor was reached, or live.
 */
export interface MessageLog {
  readonly chunks: ReadonlyMap<number, Chunk>;
  /** Maximal runs of messages that are here: disjoint, not adjacent, rising. */
  readonly ranges: readonly Range[];
  /** Raised when everything was forgotten: a page asked for under an older one is void. */
  readonly generation: number;
}

export function emptyLog(generation: number): MessageLog {
  return { chunks: new Map(), ranges: [], generation };
}

/** One message, or undefined where it is not here. */
export function messageAt(log: MessageLog, seq: number): Message | undefined {
  return log.chunks.get(Math.floor(seq / chunkSize))?.[seq % chunkSize];
}

/** The run that holds `seq`, or undefined. */
export function rangeAt(log: MessageLog, seq: number): Range | undefined {
  let low = 0;
  let high = log.ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = log.ranges[middle];
    if (!range) return undefined;
    if (seq < range.from) high = middle - 1;
    else if (seq > range.to) low = middle + 1;
    else return range;
  }
  return undefined;
}

/** The messages of a run, or of any part of one, `seq` rising. */
export function messagesIn(log: MessageLog, range: Range): Message[] {
  const messages: Message[] = [];
  for (let seq = range.from; seq <= range.to; seq += 1) {
    const message = messageAt(log, seq);
    if (message) messages.push(message);
  }
  return messages;
}

/** Takes in messages; one that is here in the same or a newer `rev` stays. The same log where nothing was new. */
export function putMessages(log: MessageLog, messages: readonly Message[]): MessageLog {
  const chunks = new Map<number, (Message | undefined)[]>();
  let ranges = log.ranges;
  for (const message of messages) {
    const key = Math.floor(message.seq / chunkSize);
    const chunk = chunks.get(key) ?? log.chunks.get(key);
    const known = chunk?.[message.seq % chunkSize];
    if (known && known.rev >= message.rev) continue;
    const copy = chunks.get(key) ?? (chunk ? [...chunk] : Array.from<Message | undefined>({ length: chunkSize }));
    copy[message.seq % chunkSize] = message;
    chunks.set(key, copy);
    if (!known) ranges = withSeq(ranges, message.seq);
  }
  if (chunks.size === 0) return log;
  return { ...log, chunks: new Map([...log.chunks, ...chunks]), ranges };
}

function withSeq(ranges: readonly Range[], seq: number): readonly Range[] {
  let at = ranges.length;
  while (at > 0 && (ranges[at - 1]?.from ?? 0) > seq) at -= 1;
  const before = ranges[at - 1];
  const after = ranges[at];
  if (before && seq <= before.to) return ranges;
  const joinsBefore = before?.to === seq - 1;
  const joinsAfter = after?.from === seq + 1;
  const joined = { from: joinsBefore ? before.from : seq, to: joinsAfter ? after.to : seq };
  return [...ranges.slice(0, joinsBefore ? at - 1 : at), joined, ...ranges.slice(joinsAfter ? at + 1 : at)];
}

/** Some 1,500 messages. */
const longChunks = 12;
const keptChunks = 2;

export function isLong(log: MessageLog): boolean {
  return log.chunks.size > longChunks;
}

/**
 * Only the newest part and what is around `keep`, under a new generation: an answer under way may be older than a change
 * that is forgotten.
 */
export function trimLog(
  log: MessageLog,
  { lastSeq, generation, keep }: { lastSeq: number; generation: number; keep?: Range | undefined },
): MessageLog {
  const kept = partsToKeep(lastSeq, keep);
  const isKept = (key: number): boolean =>
    kept.some(({ from, to }) => from <= key * chunkSize && key * chunkSize <= to);
  const chunks = new Map([...log.chunks].filter(([key]) => isKept(key)));
  const ranges = log.ranges.flatMap((range) =>
    kept
      .map((part) => ({ from: Math.max(range.from, part.from), to: Math.min(range.to, part.to) }))
      .filter(({ from, to }) => from <= to),
  );
  return { chunks, ranges, generation };
}

/** In whole chunks, rising, and neither touching the other. */
function partsToKeep(lastSeq: number, keep: Range | undefined): Range[] {
  const newest = {
    from: Math.max(0, Math.floor(lastSeq / chunkSize) - keptChunks + 1) * chunkSize,
    to: Number.MAX_SAFE_INTEGER,
  };
  if (keep === undefined) return [newest];
  const around = {
    from: Math.max(0, Math.floor(keep.from / chunkSize)) * chunkSize,
    to: (Math.floor(keep.to / chunkSize) + 1) * chunkSize - 1,
  };
  if (around.to + 1 >= newest.from) return [{ from: Math.min(around.from, newest.from), to: newest.to }];
  return [around, newest];
}
