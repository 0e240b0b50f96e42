import { Kysely } from 'kysely';
import { loadRules } from '../rule-book.ts';
import { type Migration, migrate, migrations, migrationTimeoutMs } from '../migrations/index.ts';
import type { Database } from '../schema.ts';
import { StorageOpenError, StorageUnavailableError } from '../storage-errors.ts';
import type { Storage } from '../storage.ts';
import { Connections } from './connections.ts';
import { PostgresSearchIndex } from './search/postgres-search-index.ts';
import { PostgresChatLog } from './postgres-chat-log.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import { toOpenError } from './postgres-errors.ts';

export interface PostgresStorageOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** URL of the module of rules (src/rules.ts), `file:…`. Without it only sends are accepted: enough for copying. */
  rules?: string | undefined;
  /** Of this process. All processes together must stay below the server's `max_connections`. */
  maxConnections?: number;
  /** A statement that takes longer is cancelled and rejects as unavailable; so does a call that got no connection for so long. */
  statementTimeoutMs?: number;
  /** An interactive transaction that does nothing for so long is rolled back. */
  transactionTimeoutMs?: number;
  /** To go on with a copy that was cut off: otherwise one is refused. */
  acceptsUnfinishedCopy?: boolean;
  /** Others than the released ones are for tests. */
  migrations?: readonly Migration[];
}

const oldestVersion = 15;

/** Opens and migrates a database of PostgreSQL, beside any number of other processes. Rejects with `StorageOpenError`. */
export async function openPostgresStorage(options: PostgresStorageOptions): Promise<Storage> {
  const connections = new Connections({
    url: options.url,
    maxConnections: options.maxConnections ?? 10,
    statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
    transactionTimeoutMs: options.transactionTimeoutMs ?? 5_000,
  });
  const db = new Kysely<Database>({ dialect: createPostgresDialect(connections) });
  try {
    await refuseOldServer(connections);
    const rules = await loadRules(options.rules ?? null);
    const epoch = await migrateWithPatience(options);
    const log = new PostgresChatLog(connections, rules);
    return {
      dialect: 'postgres',
      db,
      // No send waits for the commits of others here.
      redoable: db,
      log,
      epoch,
      openSearch: () => PostgresSearchIndex.open(connections, log, epoch),
      ping: (timeoutMs) => ping(connections, timeoutMs),
      close: async () => {
        await db.destroy();
        await connections.close();
      },
    };
  } catch (error) {
    await connections.close();
    throw toOpenError(error, nameOf(options.url));
  }
}

/** On a connection of its own, whose limits are those of a migration: the server is known to be there. */
async function migrateWithPatience(options: PostgresStorageOptions): Promise<string> {
  const limits = { statementTimeoutMs: migrationTimeoutMs, transactionTimeoutMs: migrationTimeoutMs };
  const connections = new Connections({ url: options.url, maxConnections: 1, ...limits });
  try {
    const db = new Kysely<Database>({ dialect: createPostgresDialect(connections) });
    return await migrate(db, 'postgres', options.migrations ?? migrations, options);
  } finally {
    await connections.close();
  }
}

async function refuseOldServer(connections: Connections): Promise<void> {
  const { rows } = await connections.pool.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  );
  const version = rows[0]?.version ?? 0;
  if (version >= oldestVersion) return;
  throw new StorageOpenError(`PostgreSQL ${version} is too old: Confab needs ${oldestVersion} or newer.`);
}

/** The database for a message to a person: without user name and password. */
export function nameOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed
    ? `The PostgreSQL database ${parsed.host}${parsed.pathname}`
    : 'The PostgreSQL database of DATABASE_URL';
}

async function ping(connections: Connections, timeoutMs: number): Promise<void> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new StorageUnavailableError(`PostgreSQL did not answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  try {
    await Promise.race([connections.query({ text: 'select 1', values: [] }), timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
