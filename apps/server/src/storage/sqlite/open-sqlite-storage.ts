import { dirname, join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { makeDataFolder } from '../data-folder.ts';
import { type Migration, migrate, migrations, migrationTimeoutMs } from '../migrations/index.ts';
import type { Database } from '../schema.ts';
import {
  StatementError,
  type StorageFilesLostError,
  StorageOpenError,
  StorageUnavailableError,
} from '../storage-errors.ts';
import type { Storage } from '../storage.ts';
import { SqliteSearchIndex } from './search/sqlite-search-index.ts';
import { SqliteChatLog } from './sqlite-chat-log.ts';
import { SqliteWorkerDialect, type SqliteWorkerDialectOptions } from './sqlite-dialect.ts';
import { SqliteWorkers } from './workers.ts';

export interface SqliteStorageOptions {
  /** The data folder; made where it is missing. The database in it is `confab.db`. */
  folder: string;
  /** URL of the module of rules (src/rules.ts), `file:…`. Without it only sends are accepted: enough for copying. */
  rules?: string | undefined;
  /** Threads that read. */
  readers?: number;
  /** An interactive transaction is rolled back after this. Everybody else's writes wait behind one. */
  transactionTimeoutMs?: number;
  /** The database refuses to grow past this, as a full disk does. */
  maxFileBytes?: number;
  /** A database thread died by itself. Nothing can be stored any more: log it and end the process. */
  onFailure?: (error: StorageUnavailableError) => void;
  /** A checkpoint failed: the WAL grows until one succeeds. Worth a line in the log. */
  onCheckpointError?: (error: unknown) => void;
  /** The files were deleted, moved or replaced: everything that writes is refused until they are back. Log it. */
  onFilesLost?: (error: StorageFilesLostError) => void;
  /** To go on with a copy that was cut off: otherwise one is refused. */
  acceptsUnfinishedCopy?: boolean;
  /** Others than the released ones are for tests. */
  migrations?: readonly Migration[];
}

/** Opens and migrates the database of a data folder, for this process alone. Rejects with `StorageOpenError`. */
export async function openSqliteStorage(options: SqliteStorageOptions): Promise<Storage> {
  const file = join(resolve(options.folder), 'confab.db');
  await makeDataFolder(dirname(file));
  const settings = { file, rules: options.rules ?? null, maxFileBytes: options.maxFileBytes ?? null };
  const workers = await SqliteWorkers.open({
    settings,
    readers: options.readers ?? 1,
    onDeath: (error) => options.onFailure?.(error),
    onCheckpointError: (error) => options.onCheckpointError?.(error),
    onFilesLost: (error) => options.onFilesLost?.(error),
  });
  const { transactionTimeoutMs = 5_000 } = options;
  const openKysely = (dialect: SqliteWorkerDialectOptions): Kysely<Database> =>
    new Kysely<Database>({ dialect: new SqliteWorkerDialect(workers, dialect) });
  const db = openKysely({ transactionTimeoutMs });
  try {
    const migrating = openKysely({ transactionTimeoutMs: migrationTimeoutMs });
    const epoch = await migrate(migrating, 'sqlite', options.migrations ?? migrations, options);
    return {
      dialect: 'sqlite',
      db,
      redoable: openKysely({ transactionTimeoutMs, isRedoable: true }),
      log: new SqliteChatLog(workers),
      epoch,
      openSearch: () => SqliteSearchIndex.open({ ...settings, epoch }),
      ping: (timeoutMs) => ping(db, timeoutMs),
      close: async () => {
        await db.destroy();
        await workers.close();
      },
    };
  } catch (error) {
    await workers.close();
    throw toOpenError(error, file);
  }
}

/** What a job of the workers rejects with says nothing of starting. */
function toOpenError(error: unknown, file: string): unknown {
  if (error instanceof StorageUnavailableError) return new StorageOpenError(error.message, { cause: error });
  if (!(error instanceof StatementError)) return error;
  return new StorageOpenError(`${file} can't be brought up to date: ${error.message}. Restore a backup.`, {
    cause: error,
  });
}

async function ping(db: Kysely<Database>, timeoutMs: number): Promise<void> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new StorageUnavailableError(`The database did not answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  try {
    // Not a select: it would ask a reader, and the writer is what matters.
    await Promise.race([sql`pragma user_version`.execute(db), timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
