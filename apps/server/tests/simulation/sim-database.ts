import { DatabaseSync } from 'node:sqlite';
import type { MessagePage } from '@confab/protocol';
import { Kysely } from 'kysely';
import { documents, parts, rules, threads } from '../../src/rules.ts';
import type { PageQuery } from '../../src/storage/chat-log.ts';
import { RuleBook } from '../../src/storage/rule-book.ts';
import { migrate, migrations } from '../../src/storage/migrations/index.ts';
import type { Database } from '../../src/storage/schema.ts';
import type { JobName, Jobs } from '../../src/storage/sqlite/jobs.ts';
import { LogReader } from '../../src/storage/sqlite/log-reader.ts';
import { LogTransactions } from '../../src/storage/sqlite/log-transactions.ts';
import type { Handlers } from '../../src/storage/sqlite/serve-jobs.ts';
import { SqliteChatLog } from '../../src/storage/sqlite/sqlite-chat-log.ts';
import { SqliteWorkerDialect } from '../../src/storage/sqlite/sqlite-dialect.ts';
import { StatementRunner, transactionJobs } from '../../src/storage/sqlite/statement-runner.ts';
import type { SqliteWorkers } from '../../src/storage/sqlite/workers.ts';
import type { SearchIndex } from '../../src/storage/search/search-index.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { transferTables } from '../../src/storage/transfer/tables.ts';

/** How a job travels: at once, or as a node's storage does it in simulated time. */
export type RunJob = <Name extends JobName>(
  kind: 'writer' | 'reader',
  job: Name,
  run: () => Jobs[Name]['output'],
) => Promise<Jobs[Name]['output']>;

/**
 * The real SQLite storage, its statements, transactions and queries, on a database in memory and without threads. One
 * for the process; each run begins with its tables empty.
 */
export class SimDatabase {
  readonly #db: DatabaseSync;
  readonly #epoch: string;
  readonly #log: LogTransactions;
  readonly #handlers: Record<'writer' | 'reader', Handlers>;

  private constructor(
    { db, log, epoch }: { db: DatabaseSync; log: LogTransactions; epoch: string },
    handlers: Record<'writer' | 'reader', Handlers>,
  ) {
    this.#db = db;
    this.#log = log;
    this.#handlers = handlers;
    this.#epoch = epoch;
  }

  static async open(): Promise<SimDatabase> {
    const db = new DatabaseSync(':memory:');
    const epoch = await migrate(openKysely(directWorkers(db)), 'sqlite', migrations);
    const log = new LogTransactions(db, new RuleBook({ rules, parts, threads, documents }));
    const reader = new LogReader(db);
    const runner = new StatementRunner(db);
    const execute = (statement: Jobs['execute']['input']): Jobs['execute']['output'] => runner.execute(statement);
    const handlers = {
      writer: {
        execute,
        commit: (batch: Jobs['commit']['input']) => log.commit(batch),
        'move-read-positions': (moves: Jobs['move-read-positions']['input']) => log.moveReadPositions(moves),
      },
      reader: {
        execute,
        'read-page': ({ chatId, query }: Jobs['read-page']['input']) => reader.readPage(chatId, query),
        'read-changes': (read: Jobs['read-changes']['input']) =>
          reader.readChanges(read.chatId, read.afterRev, read.limit),
        'read-heads': (chatIds: Jobs['read-heads']['input']) => reader.readHeads(chatIds),
      },
    };
    return new SimDatabase({ db, log, epoch }, handlers);
  }

  clear(): void {
    for (const { name } of transferTables) this.#db.exec(`delete from ${name}`);
    this.#log.forgetChats();
  }

  /** All chats and threads, as of now. */
  logIds(): string[] {
    return this.#db
      .prepare('select id from chats order by id')
      .all()
      .map(({ id }) => String(id));
  }

  /** How far somebody has read at this moment; null where they are no member. */
  readSeqOf(chatId: string, userId: string): number | null {
    const row = this.#db.prepare('select read_seq from members where chat_id = ? and user_id = ?').get(chatId, userId);
    return row ? Number(row['read_seq']) : null;
  }

  /** A page of history at this moment. */
  pageNow(chatId: string, query: PageQuery): MessagePage {
    const bytes = this.#run('reader', 'read-page', { chatId, query });
    return JSON.parse(Buffer.from(bytes).toString()) as MessagePage;
  }

  /** The storage as one node has it. */
  storage(runJob: RunJob, isShared = true): Storage {
    const workers = workersOf((kind, job, input) => runJob(kind, job, () => this.#run(kind, job, input)));
    const db = openKysely(workers);
    return {
      dialect: 'sqlite',
      db,
      redoable: db,
      log: new SqliteChatLog(workers, { isShared, schedule: queueMicrotask }),
      epoch: this.#epoch,
      openSearch: () => Promise.resolve(noIndex),
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  #run<Name extends JobName>(kind: 'writer' | 'reader', job: Name, input: Jobs[Name]['input']): Jobs[Name]['output'] {
    const handler = this.#handlers[kind][job] as ((input: unknown) => Jobs[Name]['output']) | undefined;
    if (!handler) throw new Error(`The ${kind} does not do "${job}".`);
    return handler(input);
  }
}

/** Nobody searches in the simulation. */
const noIndex: SearchIndex = {
  find: () => Promise.resolve({ found: [], next: null }),
  follow: () => Promise.resolve(false),
  compare: () => Promise.resolve({ behind: [], next: null }),
  renew: () => Promise.resolve(false),
  tidy: () => Promise.resolve(false),
  close: () => Promise.resolve(),
};

type Call = <Name extends JobName>(
  kind: 'writer' | 'reader',
  job: Name,
  input: Jobs[Name]['input'],
) => Promise<Jobs[Name]['output']>;

/** In the shape of the real ones, which are threads and can't be made without. */
function workersOf(call: Call): SqliteWorkers {
  const lane = (kind: 'writer' | 'reader'): object => {
    const one = { call: (job: JobName, input: never) => call(kind, job, input) };
    return { ...one, load: 0, hold: () => Promise.resolve({ ...one, release: () => {} }) };
  };
  return { writer: lane('writer'), reader: lane('reader') } as unknown as SqliteWorkers;
}

function directWorkers(db: DatabaseSync): SqliteWorkers {
  const runner = new StatementRunner(db);
  const handlers: Handlers = {
    ...transactionJobs(db, 'begin immediate'),
    execute: (statement) => runner.execute(statement),
  };
  return workersOf(async (_kind, job, input) => {
    const handler = handlers[job] as (input: unknown) => never;
    return handler(input);
  });
}

function openKysely(workers: SqliteWorkers): Kysely<Database> {
  return new Kysely<Database>({ dialect: new SqliteWorkerDialect(workers, { transactionTimeoutMs: 60_000 }) });
}
