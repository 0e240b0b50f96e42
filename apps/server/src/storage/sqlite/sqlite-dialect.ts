import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
  type Kysely,
} from 'kysely';
import { TransactionTimeoutError } from '../storage-errors.ts';
import type { SqlValue, Statement, StatementResult } from './jobs.ts';
import type { HeldLane } from './lane.ts';
import type { SqliteWorkers } from './workers.ts';

export interface SqliteWorkerDialectOptions {
  /** An interactive transaction is rolled back after this: everybody else's writes wait behind it. */
  transactionTimeoutMs: number;
  /** Its single writes are: see `Storage.redoable`. */
  isRedoable?: boolean;
}

/** Kysely on the worker threads: selects on a reader, writes and transactions on the writer. */
export class SqliteWorkerDialect implements Dialect {
  readonly #workers: SqliteWorkers;
  readonly #options: SqliteWorkerDialectOptions;

  constructor(workers: SqliteWorkers, options: SqliteWorkerDialectOptions) {
    this.#workers = workers;
    this.#options = options;
  }

  createDriver(): Driver {
    return new WorkerDriver(this.#workers, this.#options);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new ManyConnectionsAdapter();
  }

  createIntrospector(db: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** Kysely lets one query run at a time where the adapter says that there is one connection. */
class ManyConnectionsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class WorkerDriver implements Driver {
  readonly #workers: SqliteWorkers;
  readonly #options: SqliteWorkerDialectOptions;

  constructor(workers: SqliteWorkers, options: SqliteWorkerDialectOptions) {
    this.#workers = workers;
    this.#options = options;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<WorkerConnection> {
    return new WorkerConnection(this.#workers, this.#options);
  }

  async beginTransaction(connection: WorkerConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings);
  }

  async commitTransaction(connection: WorkerConnection): Promise<void> {
    await connection.end('commit-transaction');
  }

  async rollbackTransaction(connection: WorkerConnection): Promise<void> {
    await connection.end('roll-back');
  }

  async savepoint(connection: WorkerConnection, name: string): Promise<void> {
    await connection.run(`savepoint ${quoteName(name)}`);
  }

  async rollbackToSavepoint(connection: WorkerConnection, name: string): Promise<void> {
    await connection.run(`rollback to ${quoteName(name)}`);
  }

  async releaseSavepoint(connection: WorkerConnection, name: string): Promise<void> {
    await connection.run(`release ${quoteName(name)}`);
  }

  async releaseConnection(): Promise<void> {}

  /** The workers belong to the storage, which closes them. */
  async destroy(): Promise<void> {}
}

interface OpenTransaction {
  lane: HeldLane;
  timer: NodeJS.Timeout;
}

class WorkerConnection implements DatabaseConnection {
  readonly #workers: SqliteWorkers;
  readonly #timeoutMs: number;
  readonly #isRedoable: boolean;
  #transaction: OpenTransaction | 'timed-out' | 'not-committed' | null = null;

  constructor(workers: SqliteWorkers, { transactionTimeoutMs, isRedoable = false }: SqliteWorkerDialectOptions) {
    this.#workers = workers;
    this.#timeoutMs = transactionTimeoutMs;
    this.#isRedoable = isRedoable;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement: Statement = { sql: query.sql, parameters: query.parameters.map(toSqlValue) };
    return toQueryResult(query, await this.#execute(statement, reads(query)));
  }

  /** The whole result at once: a worker does not hold a statement open between messages. */
  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  async run(sql: string): Promise<void> {
    await this.#execute({ sql, parameters: [] }, false);
  }

  async begin(settings: TransactionSettings): Promise<void> {
    const lane = await (settings.accessMode === 'read only' ? this.#workers.reader : this.#workers.writer).hold();
    try {
      await lane.call('begin', null);
    } catch (error) {
      lane.release();
      throw error;
    }
    const timer = setTimeout(() => void this.#timeOut(lane), this.#timeoutMs);
    this.#transaction = { lane, timer };
  }

  async end(how: 'commit-transaction' | 'roll-back'): Promise<void> {
    if (this.#transaction === 'timed-out') {
      if (how === 'roll-back') return;
      throw timeoutError(this.#timeoutMs);
    }
    if (this.#transaction === 'not-committed' && how === 'roll-back') {
      this.#transaction = null;
      return;
    }
    if (!this.#transaction || this.#transaction === 'not-committed') throw new Error('No transaction is open.');
    const { lane, timer } = this.#transaction;
    clearTimeout(timer);
    this.#transaction = null;
    try {
      await lane.call(how, null);
    } catch (error) {
      if (how === 'commit-transaction') {
        // Whoever asked rolls back now, and is to hear why it was not committed.
        this.#transaction = 'not-committed';
        await lane.call('roll-back', null);
      }
      throw error;
    } finally {
      lane.release();
    }
  }

  async #execute(statement: Statement, onlyReads: boolean): Promise<StatementResult> {
    if (this.#transaction === 'timed-out') throw timeoutError(this.#timeoutMs);
    if (this.#transaction === 'not-committed') throw new Error('The transaction was rolled back already.');
    if (this.#transaction) return await this.#transaction.lane.call('execute', statement);
    if (onlyReads) return await this.#workers.reader.call('execute', statement);
    const { writer } = this.#workers;
    return await writer.call('execute', this.#isRedoable ? { ...statement, isRedoable: true } : statement);
  }

  async #timeOut(lane: HeldLane): Promise<void> {
    this.#transaction = 'timed-out';
    try {
      await lane.call('roll-back', null);
    } catch {
      // The worker is gone, and the transaction with it; whoever asks next is told so.
    } finally {
      lane.release();
    }
  }
}

function timeoutError(timeoutMs: number): TransactionTimeoutError {
  return new TransactionTimeoutError(`The transaction took longer than ${timeoutMs} ms and was rolled back.`);
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Whether a reader can run it. What is not certain goes to the writer, which can run anything, and which sends wait for. */
function reads({ query, sql }: CompiledQuery): boolean {
  if (query.kind !== 'RawNode') return query.kind === 'SelectQueryNode';
  return /^\s*select\b/i.test(sql) || (/^\s*with\b/i.test(sql) && !/\b(?:insert|update|delete|replace)\b/i.test(sql));
}

/** What callers of a SQL library pass, in SQLite's types. */
function toSqlValue(value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A ${typeof value} can't be a parameter of a statement.`);
}

function toRows({ names, columns }: StatementResult): Record<string, SqlValue>[] {
  const count = columns[0]?.length ?? 0;
  return Array.from({ length: count }, (_, at) => {
    const row: Record<string, SqlValue> = {};
    names.forEach((name, column) => (row[name] = columns[column]?.[at] ?? null));
    return row;
  });
}

function toQueryResult<Row>(query: CompiledQuery, result: StatementResult): QueryResult<Row> {
  // The caller's types say what the columns are; Kysely takes the same liberty.
  const rows = toRows(result) as Row[];
  if (reads(query)) return { rows };
  const insertId = result.wrote ? { insertId: BigInt(result.lastInsertRowid) } : {};
  return { rows, numAffectedRows: BigInt(result.changes), ...insertId };
}
