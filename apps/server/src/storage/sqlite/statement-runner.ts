import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Handlers } from './serve-jobs.ts';
import type { SqlValue, Statement, StatementResult } from './jobs.ts';

const statementsKept = 256;

/** Runs the statements that Kysely compiles. Keeps the prepared ones, the least lately used go first. */
export class StatementRunner {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  execute({ sql, parameters }: Statement): StatementResult {
    const statement = this.#prepare(sql);
    if (statement.columns().length === 0) {
      return { rows: [], ...statement.run(...parameters), wrote: true };
    }
    const rows = statement.all(...parameters) as Record<string, SqlValue>[];
    return { rows, changes: rows.length, lastInsertRowid: 0, wrote: false };
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#prepared.get(sql);
    const statement = kept ?? this.#db.prepare(sql);
    this.#prepared.delete(sql);
    this.#prepared.set(sql, statement);
    if (this.#prepared.size > statementsKept) {
      const [oldest] = this.#prepared.keys();
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    return statement;
  }
}

/** Jobs that readers and the writer do alike. */
export function transactionJobs(db: DatabaseSync, beginSql: string): Handlers {
  return {
    begin: () => {
      db.exec(beginSql);
      return null;
    },
    'commit-transaction': () => {
      // SQLite itself rolls back on a full disk or an I/O error.
      if (!db.isTransaction) throw new Error('The transaction was rolled back already.');
      db.exec('commit');
      return null;
    },
    'roll-back': () => {
      if (db.isTransaction) db.exec('rollback');
      return null;
    },
  };
}
