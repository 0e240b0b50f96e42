import type { ErrorCode, Message } from '@confab/protocol';
import type { BusEvent, Topic } from '../bus/bus.ts';
import type { Stamps } from './chat-stamps.ts';

/**
 * The log of every chat: the one place where `seq` and `rev` are given out. Implementations pass the contract suite in
 * `chat-log.contract.ts`; the rules named D1, D2 … are those of packages/protocol/SPEC.md.
 */
export interface ChatLog {
  /**
   * Applies the commands in their order in one durable transaction (D2, D3) and answers each in its place. A command
   * that is refused changes nothing and does not disturb its neighbours (D5). Rejects only where the whole
   * transaction failed, and then nothing of it is in the log.
   */
  commit(commands: readonly LogCommand[]): Promise<LogOutcome[]>;

  /**
   * The final state of the messages with `rev` above `afterRev`, `rev` rising, at most `limit` of them.
   * `upToRev` is the position that the caller has reached with them: the last message's `rev` where there is more, the
   * chat's `rev` otherwise. `upToRev` is `afterRev` for a chat that does not exist.
   */
  readChanges(chatId: string, afterRev: number, limit: number): Promise<EncodedChanges>;

  /** A page of history, `seq` rising; see `MessagePageQuery` for the bounds. */
  readPage(chatId: string, query: PageQuery): Promise<EncodedPage>;

  /**
   * The head of the chat, not older than the moment of the call, null where there is none. At once where this process alone writes to
   * the database and knows it; calls of one turn of the event loop share a query.
   */
  head(chatId: string): ChatHead | Promise<ChatHead | null>;

  /**
   * The places of the messages that the changes after `revs.after` up to `revs.upTo` made what they are, sends among them. Null where this
   * process does not know of each of these changes.
   */
  changedBetween(chatId: string, revs: RevRange): readonly number[] | null;

  /** For what is kept in memory; null where other processes write to the database too. */
  readonly stamps: Stamps | null;

  /** The heads of those of the chats that exist. */
  readHeads(chatIds: readonly string[]): Promise<Map<string, ChatHead>>;

  /** Moves read positions forward, all in one transaction; one that would go back or past the chat's `seq` is clamped. */
  moveReadPositions(moves: readonly ReadMove[]): Promise<ReadPosition[]>;
}

export interface ChatHead {
  seq: number;
  rev: number;
}

export interface RevRange {
  after: number;
  upTo: number;
}

export interface PageQuery {
  limit: number;
  before?: number | undefined;
  after?: number | undefined;
}

/** The JSON text of a `MessagePage` in UTF-8: encoded beside the database, sent on as it is. */
export type EncodedPage = Uint8Array<ArrayBuffer>;

/** `messagesJson` is the text of a JSON array of `Message`. */
export interface EncodedChanges {
  messagesJson: string;
  count: number;
  /** The greatest `seq` among them, 0 where there is none. */
  lastSeq: number;
  upToRev: number;
  more: boolean;
}

export interface ReadMove {
  chatId: string;
  userId: string;
  seq: number;
}

/** How far somebody has read. `unread`, and `mentions` among them, are exact as of change `atRev`. */
export interface CountedPosition {
  readSeq: number;
  unread: number;
  mentions: number;
  atRev: number;
}

/** `moved` is false where the position was there already. Null: no member. */
export type ReadPosition = (CountedPosition & { moved: boolean }) | null;

/** Times are milliseconds since 1970. Who may is decided in the transaction that does it. */
export type LogCommand = SendCommand | RuleCommand;

/**
 * Appends; moves the sender's read position to it. A known `(senderId, clientId)` answers the first message (D1).
 * `parts` is what `encodeParts` made; left out for none. The way of every message: both databases have it by hand.
 */
export interface SendCommand {
  type: 'send';
  chatId: string;
  senderId: string;
  clientId: string | null;
  content: string;
  parts?: string | null;
  at: number;
}

/** Everything else: carries out a rule, see rule.ts. `Rule.command` makes it. */
export interface RuleCommand<out Result = unknown> {
  type: 'rule';
  rule: string;
  locks: Locks;
  input: unknown;
  /** What it writes is written again where it is lost: see `Storage.redoable`. */
  isRedoable?: true;
  /** Never set: tells the compiler what the rule answers. */
  readonly answer?: Result;
}

/** Whose logs a command works on: on each of them, commands take effect in the order in which they are given. */
export interface Locks {
  chats?: readonly string[];
  persons?: readonly string[];
}

/** What is told to the bus once the transaction is committed. */
export interface LogEvent {
  topic: Topic;
  event: BusEvent;
}

/** For the bus, after the commit: first the messages, then the events. */
export interface Published {
  changes: readonly Message[];
  events: readonly LogEvent[];
}

export type LogOutcome =
  /** Of a send: new in the log, to be published, and behind it what its parts brought about. `json`: the message as it was published. */
  | { status: 'changed'; message: Message; beside?: Published; json?: string }
  /** Of a send: a retry, nothing to publish. The message of the first time, as it is now. */
  | { status: 'unchanged'; message: Message }
  /** Of a rule. What it did is to be published. */
  | ({ status: 'done'; result: unknown } & Published)
  /** Nothing was written. `detail` says to a person what to do; `current` is the message as it is, where that was the reason. */
  | { status: 'refused'; code: ErrorCode; detail: string; current?: Message }
  /** A rule threw something: a defect. Nothing was written. */
  | { status: 'failed'; reason: string };

/** A message's id is its place: `chatId.seq`. Opaque to clients, and no index is needed to find it. */
export function messageId(chatId: string, seq: number): string {
  return `${chatId}.${seq.toString(36)}`;
}

/** The place that an id names, or null where it is not an id of ours. */
export function parseMessageId(id: string): { chatId: string; seq: number } | null {
  const match = /^([A-Za-z0-9_~-]{1,40})\.([0-9a-z]{1,11})$/.exec(id);
  if (!match?.[1] || !match[2]) return null;
  const seq = Number.parseInt(match[2], 36);
  return Number.isSafeInteger(seq) && seq > 0 && seq.toString(36) === match[2] ? { chatId: match[1], seq } : null;
}
