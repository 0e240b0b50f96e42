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
    const names = statement.columns().map(({ name }) => name);
    if (names.length === 0) {
      return { names, columns: [], ...statement.run(...parameters), wrote: true };
    }
    // Each row is an array, since `#prepare` asks for that.
    const rows = statement.all(...parameters) as unknown as SqlValue[][];
    return { names, columns: toColumns(rows, names.length), changes: rows.length, lastInsertRowid: 0, wrote: false };
  }

  /** The rows as they are, each an array. */
  rows(sql: string, parameters: readonly SqlValue[]): unknown[][] {
    return this.#prepare(sql).all(...parameters) as unknown as unknown[][];
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#prepared.get(sql);
    const statement = kept ?? this.#db.prepare(sql);
    statement.setReturnArrays(true);
    this.#prepared.delete(sql);
    this.#prepared.set(sql, statement);
    if (this.#prepared.size > statementsKept) {
      const [oldest] = this.#prepared.keys();
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    return statement;
  }
}

function toColumns(rows: readonly SqlValue[][], width: number): SqlValue[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null));
}

/** Jobs that readers and the writer do alike. */
export function transactionJobs(
  db: DatabaseSync,
  beginSql: string,
): Required<Pick<Handlers, 'begin' | 'commit-transaction' | 'roll-back'>> {
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
