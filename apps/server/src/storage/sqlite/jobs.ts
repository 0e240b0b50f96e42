import type {
  EncodedChanges,
  EncodedPage,
  LogOutcome,
  PageQuery,
  ReadMove,
  ReadPosition,
  RuleCommand,
} from '../chat-log.ts';
import type { Candidates, IndexQuery } from '../search/search-index.ts';

/** What the main thread asks of the workers: name, input and output of every job. */
export interface Jobs {
  // Of the writer.
  commit: { input: CommitBatch; output: CommitAnswer };
  'move-read-positions': { input: readonly ReadMove[]; output: ReadPosition[] };
  'check-files': { input: null; output: null };
  // Of the writer and the keeper.
  checkpoint: { input: null; output: CheckpointResult };
  // Of every worker.
  execute: { input: Statement; output: StatementResult };
  begin: { input: null; output: null };
  'commit-transaction': { input: null; output: null };
  'roll-back': { input: null; output: null };
  close: { input: null; output: null };
  // Of the readers.
  'read-page': { input: { chatId: string; query: PageQuery }; output: EncodedPage };
  'read-changes': { input: { chatId: string; afterRev: number; limit: number }; output: EncodedChanges };
  // Of the search thread.
  'search-find': { input: IndexQuery; output: Candidates };
  'search-follow': { input: string; output: boolean };
  'search-compare': { input: string; output: { behind: string[]; next: string | null } };
  'search-renew': { input: null; output: boolean };
  'search-tidy': { input: null; output: boolean };
  // Of the readers.
  'read-heads': { input: readonly string[]; output: [chatId: string, seq: number, rev: number][] };
}

/** Pages in the WAL, and how many of them are in the database too. */
export interface CheckpointResult {
  walPages: number;
  movedPages: number;
}

export type JobName = keyof Jobs;

/** The sends lie in columns: cloning a few arrays between threads costs a fraction of cloning a hundred objects. */
export interface CommitBatch {
  count: number;
  /** All of it is: see `Storage.redoable`. */
  isRedoable: boolean;
  sends: SendColumns;
  /** The rules, with their places in the batch, rising. The sends fill the places between. */
  others: [index: number, command: Pick<RuleCommand, 'rule' | 'input'>][];
}

export interface SendColumns {
  chatIds: string[];
  senderIds: string[];
  clientIds: (string | null)[];
  contents: string[];
  /** Null where none of them has any. */
  parts: (string | null)[] | null;
  ats: number[];
}

/** By place in the batch. A new message of a send is told by its numbers alone; everything else by its outcome. */
export interface CommitAnswer {
  /** 0: see `outcomes`. */
  seqs: number[];
  revs: number[];
  /** The few sends that the log stamped later than they say: a chat's times never run backwards (D27). */
  heldTimes: [index: number, createdAt: number][];
  outcomes: [index: number, outcome: LogOutcome][];
  /** Who is in which chat may be another; threads aside. */
  changesMembers: boolean;
}

export type SqlValue = null | number | bigint | string | Uint8Array;

export interface Statement {
  sql: string;
  parameters: readonly SqlValue[];
  /** It is made again where it is lost: see `Storage.redoable`. */
  isRedoable?: true;
}

/** The rows lie in columns: cloning a few arrays between threads costs a fifth of cloning hundreds of objects. */
export interface StatementResult {
  names: string[];
  /** By column, the values of all rows. */
  columns: SqlValue[][];
  changes: number | bigint;
  lastInsertRowid: number | bigint;
  /** The statement wrote: the two above mean something. */
  wrote: boolean;
}

export interface Request {
  id: number;
  job: JobName;
  input: Jobs[JobName]['input'];
}

export type Answer = { id: number; output: Jobs[JobName]['output'] } | { id: number; error: WorkerError };

/** An error, as it crosses threads. `errcode` is SQLite's extended result code, null where it is not SQLite's. */
export interface WorkerError {
  message: string;
  errcode: number | null;
  /** The database's files are not where they were opened. */
  filesLost: boolean;
}

/** First message of a worker: it is open, or says why not. */
export type Greeting =
  | { ready: true }
  | { ready: false; error: WorkerError & { lockTaken: boolean; isForThePerson: boolean } };
