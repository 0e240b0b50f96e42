import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { mayRetry, toStorageError } from './postgres-errors.ts';

export interface ConnectionOptions {
  url: string;
  maxConnections: number;
  /** Of one statement; also how long a call waits for a free connection. */
  statementTimeoutMs: number;
  /** How long an interactive transaction may do nothing. */
  transactionTimeoutMs: number;
}

type Value = string | number | null | readonly (string | number | null)[];
export interface Query {
  /** The name of a statement that is prepared once per connection. */
  name?: string;
  text: string;
  values: Value[];
}

/** Runs statements: a pool, or the connection of a transaction. Rows come as arrays, in the order of the columns. */
export interface Queryable {
  query<Row extends unknown[]>(query: Query): Promise<Row[]>;
}

const int8 = 20;
/** Integers of 64 bits as numbers: ours stay below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === int8 ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as pg.CustomTypesConfig['getTypeParser'],
};

const attempts = 5;
/** The server cancels a statement in time and says so. Where nothing comes until then, nobody is there any more. */
const answerMarginMs = 2_000;

/** A bounded pool. A connection that broke is replaced by the next call; what was under way on it rejects. */
export class Connections implements Queryable {
  readonly pool: pg.Pool;
  readonly #underWay = new Set<Promise<unknown>>();
  /** Why connections broke: what is asked of one later says only that it is not there any more. */
  readonly #broken = new WeakMap<object, Error>();

  constructor({ url, maxConnections, statementTimeoutMs, transactionTimeoutMs }: ConnectionOptions) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: statementTimeoutMs,
      idleTimeoutMillis: 60_000,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + answerMarginMs,
      idle_in_transaction_session_timeout: transactionTimeoutMs,
      application_name: 'confab',
      keepAlive: true,
      // On the disk before it is answered (D2), whatever the server's own default; to compile a statement takes longer than any of ours.
      options: '-c synchronous_commit=on -c jit=off',
      types,
    });
    // A connection broke that nobody was waiting for. The pool drops it; without listeners the process would end.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => {
      // The first error is the reason, a second says that the socket closed.
      client.on('error', (error) => this.#broken.has(client) || this.#broken.set(client, error));
    });
  }

  async query<Row extends unknown[]>(query: Query): Promise<Row[]> {
    return await this.track(runQuery<Row>(this.pool, query));
  }

  /** One transaction. Begun anew where it met another one; anything else rolls it back and rejects. */
  async transaction<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result> {
    return await this.track(retryConflicts(() => this.#transactionOnce(work)));
  }

  /** One statement that is a transaction by itself. */
  async statement<Row extends unknown[]>(query: Query): Promise<Row[]> {
    return await this.track(retryConflicts(() => runQuery<Row>(this.pool, query)));
  }

  /** The error of a call on this connection, as the storage tells it, and whether the connection is of no use any more. */
  failed(client: pg.PoolClient, error: unknown): { error: Error; isDead: boolean } {
    return { error: this.#told(this.#broken.get(client) ?? error), isDead: isSilence(error) };
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    if (!this.pool.ending) await this.pool.end();
  }

  async #transactionOnce<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query('begin');
      const result = await work({ query: (query) => runQuery(client, query) });
      await client.query('commit');
      return result;
    } catch (error) {
      broken = isSilence(error) || !(await succeeds(client.query('rollback')));
      throw this.#broken.get(client) ?? error;
    } finally {
      client.release(broken);
    }
  }

  /** `close` waits for it; its errors become the storage's. */
  async track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    try {
      return await work;
    } catch (error) {
      throw this.#told(error);
    } finally {
      this.#underWay.delete(work);
    }
  }

  #told(error: unknown): Error {
    if (isSilence(error)) void this.#replaceIdle();
    return toStorageError(error);
  }

  /** After a network failure the idle connections are as dead as the one that it was found on: nobody shall wait for each. */
  async #replaceIdle(): Promise<void> {
    const idle = Array.from({ length: this.pool.idleCount }, () => this.pool.connect());
    for (const taken of await Promise.allSettled(idle)) if (taken.status === 'fulfilled') taken.value.release(true);
  }
}

/** What `query_timeout` says: a question without an answer, and it may have been carried out. */
function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => true,
    () => false,
  );
}

async function runQuery<Row extends unknown[]>(on: pg.Pool | pg.PoolClient, query: Query): Promise<Row[]> {
  const { rows } = await on.query<Row>({ ...query, rowMode: 'array' });
  return rows;
}

async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !mayRetry(error)) throw error;
      // Those that met do not meet again in step.
      await sleep(Math.random() * 10 * attempt);
    }
  }
}
