import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StorageOpenError } from '../storage-errors.ts';

export interface NodeClaimOptions {
  /** `postgres://user:password@host:port/database`, the server itself and not a pooler that hands sessions around. */
  url: string;
  /** The node has a bus, so that others that have one may run beside it. */
  hasBus: boolean;
  /** It is no node that asks but a command, which needs all of them stopped. */
  isCommand?: boolean;
  /** The claim was lost, and another node holds it now: this one must not go on. */
  onLost: (error: StorageOpenError) => void;
  /** How long a node that is about to end is waited for. */
  waitMs?: number;
  /** The same for one that took the claim while this node was cut off; longer than PostgreSQL takes to notice a dead one. */
  reclaimWithinMs?: number;
  /** How often the claim is looked after. */
  checkEveryMs?: number;
}

export interface NodeClaim {
  close(): Promise<void>;
}

/** Any two numbers that nobody else locks in this database: "Conf" in ASCII, and the first lock of ours. */
const lock = '1131376230, 1';
const retryEveryMs = 200;
const answerWithinMs = 5_000;
/** A holder whose machine is gone is noticed by PostgreSQL within 10 s. */
const keepAlive = '-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/**
 * Two nodes that do not hear each other would split conversations. A node without a bus therefore takes an advisory lock
 * of the database for itself alone, nodes with one take it together; PostgreSQL lets go of it when the session that has
 * it ends, however that comes. Rejects with `StorageOpenError` where another node is in the way.
 */
export async function claimSingleNode(options: NodeClaimOptions): Promise<NodeClaim> {
  const holder = new ClaimHolder(options);
  await holder.claim(options.waitMs ?? 5_000);
  holder.lookAfter();
  return holder;
}

class ClaimHolder implements NodeClaim {
  readonly #options: NodeClaimOptions;
  readonly #name = `confab-node-${randomBytes(9).toString('base64url')}`;
  #client: pg.Client | null = null;
  readonly #closing = new AbortController();
  #lookingAfter: Promise<void> = Promise.resolve();

  constructor(options: NodeClaimOptions) {
    this.#options = options;
  }

  async claim(waitMs: number): Promise<void> {
    const client = await this.#connect();
    try {
      await endFormerSession(client, this.#name);
      const deadline = performance.now() + waitMs;
      while (!(await tryLock(client, this.#options.hasBus))) {
        if (performance.now() > deadline) throw refusal(this.#options);
        await sleep(retryEveryMs, undefined, { signal: this.#closing.signal });
      }
      this.#client = client;
    } catch (error) {
      await endQuietly(client);
      throw error;
    }
  }

  lookAfter(): void {
    this.#lookingAfter = this.#keep().catch((error: unknown) => {
      if (!this.#closing.signal.aborted) throw error;
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#lookingAfter;
    if (this.#client) await endQuietly(this.#client);
    this.#client = null;
  }

  async #keep(): Promise<void> {
    const { checkEveryMs = 2_000, reclaimWithinMs = 15_000, onLost } = this.#options;
    for (;;) {
      await sleep(checkEveryMs, undefined, { signal: this.#closing.signal, ref: false });
      if (this.#client && (await answers(this.#client))) continue;
      if (this.#client) await endQuietly(this.#client);
      this.#client = null;
      try {
        await this.claim(reclaimWithinMs);
      } catch (error) {
        // While PostgreSQL is away nobody else can have the claim, and nothing can be written: it is tried again.
        if (error instanceof StorageOpenError) return onLost(error);
      }
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: this.#name,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
      options: keepAlive,
    });
    // The next check finds out.
    client.on('error', () => {});
    await client.connect();
    return client;
  }
}

async function tryLock(client: pg.Client, hasBus: boolean): Promise<boolean> {
  const name = hasBus ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
  const { rows } = await client.query<{ locked: boolean }>(`select ${name}(${lock}) as locked`);
  return rows[0]?.locked === true;
}

/** After a network failure PostgreSQL may still wait for the session that we have given up. */
async function endFormerSession(client: pg.Client, name: string): Promise<void> {
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [name],
  );
}

async function answers(client: pg.Client): Promise<boolean> {
  return await client.query('select 1').then(
    () => true,
    () => false,
  );
}

async function endQuietly(client: pg.Client): Promise<void> {
  const ended = client.end().catch(() => {}); // it is given up, broken or not
  await Promise.race([ended, sleep(1_000, undefined, { ref: false })]);
}

function refusal({ hasBus, isCommand }: NodeClaimOptions): StorageOpenError {
  if (isCommand) return new StorageOpenError('A Confab process serves this database. Stop all of them first.');
  return new StorageOpenError(
    hasBus
      ? 'Another Confab process serves this database without REDIS_URL, so the two would not hear each other. ' +
          'Stop it, then start every process with the same REDIS_URL.'
      : 'Another Confab process serves this database already. Without REDIS_URL the two would not hear each other and ' +
          'conversations would be split. Set the same REDIS_URL for every process, or stop the other one.',
  );
}
