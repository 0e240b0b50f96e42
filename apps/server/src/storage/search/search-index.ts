import type { Message } from '@confab/protocol';
import type { IndexKey } from '@confab/text/search';
import type { Match, Wanted } from './match.ts';

/**
 * Finds where something may have been said, by the tokens of `@confab/text/search` and the facts of facts.ts. Derived from the log (D26):
 * it may be behind, and what it answers is looked at in the log before it leaves. Implementations pass search-index.contract.ts.
 */
export interface SearchIndex {
  /** Messages that may hold what is asked for, in chats of the person; by when they were said. */
  find(query: IndexQuery): Promise<Candidates>;
  /**
   * Takes in what changed in a log since it was looked at, as far as one short step goes. Answers whether there is more. Another node
   * that does the same at the same time does no harm.
   */
  follow(logId: string): Promise<boolean>;
  /** Logs that changed since they were looked at, of the next few after this id. `next` is null after the last log of all. */
  compare(after: string): Promise<{ behind: string[]; next: string | null }>;
  /** Forgets everything, if a command beside the server asked for it, or it is of another history: all logs are behind then. Answers whether it did, or another node since the last look. */
  renew(): Promise<boolean>;
  /**
   * With nothing else to do: makes it faster to look into, and forgets words that nobody says any more, a little each time. Answers
   * whether there is more to do.
   */
  tidy(): Promise<boolean>;
  close(): Promise<void>;
}

export interface IndexQuery {
  userId: string;
  /** Only there; the person must be a member. */
  chatId: string | null;
  /** All of these are in the message. */
  keys: readonly IndexKey[];
  /** Of each of these at least one is true of it. */
  facts: readonly (readonly string[])[];
  /** Between these, both left out; ids of candidates. */
  above: number;
  below: number;
  order: 'newest' | 'oldest';
  /** Of candidates. Fewer may come where many had to be looked at. */
  limit: number;
  /** What a message must be to be a hit, for whoever answers with `matched`; and whether hits are to be told whole. */
  wanted: Wanted;
  isShown: boolean;
  /** As `workOf` counts: what is matched may cost no more. */
  workMax: number;
}

export interface Candidate {
  /** Rises with the time at which it was sent: see `firstIdAt`. */
  id: number;
  logId: string;
  seq: number;
}

/** A candidate that is what is looked for. */
export interface Hit extends Candidate {
  score: number;
  /** What is told of it, as `encodeHit` writes it; null where nobody has made it yet. */
  json: string | null;
  /** Of what that is to be made, where it is to be shown. */
  read?: { message: Message; match: Match };
}

/** Candidates that were looked at in the log: as they are, where the person is a member (D19). */
export interface Matched {
  hits: Hit[];
  /** How many were looked at, and what that cost: see `workOf`. */
  looked: number;
  work: number;
  /** The last that was looked at, where it is not the last of all. */
  stoppedAt: number | null;
}

export interface Candidates {
  found: Candidate[];
  /** Of an index that has the log at hand. Of any other, nobody has looked yet. */
  matched?: Matched;
  /** Where to go on; null: there is no more. */
  next: number | null;
}

/**
 * Messages of one millisecond that are told apart; more of them count as of the next ones. The fewer, the smaller is an index of what
 * is sent in seconds apart.
 */
const idsPerMs = 4;

/** A candidate of this time has this id, or a greater one where much was said at once. */
export function firstIdAt(at: number): number {
  return at * idsPerMs;
}

/** By how much an id may be later than the time of its message, for bounds that lose nothing: much was said at once before it. */
export const lateMax = firstIdAt(600_000);

export const idMax = Number.MAX_SAFE_INTEGER;
