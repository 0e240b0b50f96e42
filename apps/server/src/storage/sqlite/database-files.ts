import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageOpenError } from '../storage-errors.ts';
import { listTables } from './content-digest.ts';

/** What SQLite keeps beside a database. Beside another one of that name it would be taken for that one's, and ruin it. */
const companionSuffixes = ['-wal', '-shm', '-journal'] as const;

/** A restored database, proven and on the disk, that has only to be put in place. It being there decides the restore. */
export function restoredFile(file: string): string {
  return `${file}.restored`;
}

/** The secret that goes with it; none where the backup had none. */
export function restoredSecretFile(file: string): string {
  return join(dirname(file), 'secret.restored');
}

export function hasDatabase(file: string): boolean {
  return existsSync(file) || existsSync(restoredFile(file));
}

/** A companion that holds what the database itself does not: committed pages, or the way back from a cut-off change. */
export function findFullCompanion(file: string): string | null {
  const holds = ['-wal', '-journal'].map((suffix) => file + suffix);
  return holds.find((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) ?? null;
}

/** A file that is about to be made starts without what an earlier one of that name left beside it. */
export function removeWithCompanions(file: string): void {
  for (const suffix of ['', ...companionSuffixes]) rmSync(file + suffix, { force: true });
}

/**
 * Puts a restored database in place, and what was there aside, its companions and its secret included. Under the folder's
 * lock; cut off anywhere, it is done to its end by whoever takes the folder next. Answers what was put aside.
 */
export function finishRestore(file: string): string[] {
  const restored = restoredFile(file);
  if (!existsSync(restored)) return [];
  // The same for whoever goes on with it: an old database and its log stay together.
  const suffix = `.before-restore-${statSync(restored).mtime.toISOString().replaceAll(':', '-')}`;
  const put: string[] = [];
  const putAside = (path: string, aside: string): void => {
    if (!existsSync(path)) return;
    renameSync(path, aside);
    put.push(aside);
  };
  putAside(file, file + suffix);
  // Named so that SQLite finds them beside the old one.
  for (const companion of companionSuffixes) putAside(file + companion, file + suffix + companion);
  replaceSecret(file, (path) => putAside(path, path + suffix));
  flushFolder(dirname(file));
  renameSync(restored, file);
  flushFolder(dirname(file));
  return put;
}

function replaceSecret(file: string, putAside: (path: string) => void): void {
  const [restored, secret] = [restoredSecretFile(file), join(dirname(file), 'secret')];
  if (!existsSync(restored)) return;
  const isSame = existsSync(secret) && readFileSync(secret).equals(readFileSync(restored));
  if (!isSame) putAside(secret);
  renameSync(restored, secret);
}

/** A write-ahead log without its database: SQLite would make an empty database and throw the log away. */
export function refuseOrphans(file: string): void {
  if (existsSync(file)) return;
  const orphan = findFullCompanion(file);
  if (orphan === null) return;
  throw new StorageOpenError(
    `${file} is missing, but ${orphan} is there: the database was removed or moved. Put it back, or restore a backup, ` +
      'which puts that file aside. To start empty, move that file away.',
  );
}

/** Before anything is changed in it: SQLite would turn another program's database into one with a write-ahead log. */
export function refuseForeign(file: string): void {
  if (!existsSync(file)) return;
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = listTables(db);
    if (tables.length === 0 || (tables.includes('migrations') && tables.includes('meta'))) return;
    throw new StorageOpenError(
      `${file} is the database of another program (it has the tables ${tables.slice(0, 3).join(', ')}). ` +
        'Set DATA_DIR to a folder of its own, or move that file away.',
    );
  } finally {
    db.close();
  }
}

/** A rename is on the disk once its folder is. */
export function flushFolder(folder: string): void {
  // Windows opens no folders, and keeps renames in its journal.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
