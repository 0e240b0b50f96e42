import { DatabaseSync } from 'node:sqlite';
import type { CheckpointResult } from './jobs.ts';
import { LockTakenError } from './serve-jobs.ts';

/** What a worker is started with. */
export interface WorkerSettings {
  file: string;
  /** URL of the module of rules. */
  rules: string | null;
  /** The database refuses to grow past this, as a full disk does. */
  maxFileBytes: number | null;
}

/** Long enough for a checkpoint or a backup to let go of a lock. */
const busyTimeoutMs = 5_000;
const cacheKib = 64 * 1024;
/** What the WAL file is cut to when it starts anew. */
const walBytesKept = 64 * 1024 * 1024;
const pageBytes = 4_096;

export function openForWriting({ file, maxFileBytes }: WorkerSettings): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  db.exec(`pragma page_size = ${pageBytes}`);
  db.exec('pragma journal_mode = wal');
  // FULL: a commit is on the disk before it is answered (D2). NORMAL would lose the last ones with the power.
  db.exec('pragma synchronous = full');
  // The keeper thread moves pages from the WAL to the database, see checkpoints.ts.
  db.exec('pragma wal_autocheckpoint = 0');
  db.exec(`pragma journal_size_limit = ${walBytesKept}`);
  db.exec(`pragma cache_size = -${cacheKib}`);
  db.exec('pragma temp_store = memory');
  // What is deleted is overwritten where it lay, as far as that costs no further page.
  db.exec('pragma secure_delete = fast');
  if (maxFileBytes !== null) db.exec(`pragma max_page_count = ${Math.floor(maxFileBytes / pageBytes)}`);
  return db;
}

/**
 * What `work` commits is in its place in the WAL, which outlives this process, and reaches the disk with the next commit that waits
 * for it: most of what a commit costs is that wait.
 */
export function withoutSync<Result>(db: DatabaseSync, work: () => Result): Result {
  db.exec('pragma synchronous = normal');
  try {
    return work();
  } finally {
    db.exec('pragma synchronous = full');
  }
}

/** Moves what it can without waiting for anybody. */
export function checkpoint(db: DatabaseSync): CheckpointResult {
  const row = db.prepare('pragma wal_checkpoint(passive)').get() as { log: number; checkpointed: number };
  return { walPages: row.log, movedPages: row.checkpointed };
}

export function openForReading({ file }: WorkerSettings): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  db.exec(`pragma cache_size = -${cacheKib}`);
  db.exec('pragma temp_store = memory');
  db.exec('pragma query_only = on');
  return db;
}

/**
 * Takes the data folder for this process: an open exclusive transaction on a database of its own. The operating
 * system lets go of it however the process ends, SIGKILL included, so nobody has to clean up a stale lock file.
 * (Opening and closing the lock file by any other means in this process would let go of it too: POSIX locks.)
 */
export function takeLock(file: string): DatabaseSync {
  const lock = new DatabaseSync(lockFileOf(file), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new LockTakenError('in use') : error;
  }
  return lock;
}

function lockFileOf(file: string): string {
  return `${file.replace(/\.db$/, '')}.lock`;
}

/** All that a server must not lose while it runs. Without the lock a second one would start beside it. */
export function filesOf(file: string): string[] {
  return [file, `${file}-wal`, `${file}-shm`, lockFileOf(file)];
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
