import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageOpenError } from '../storage-errors.ts';
import { finishRestore, hasDatabase } from './database-files.ts';
import { findDamage } from './find-damage.ts';
import { lockFolder } from './lock-folder.ts';

/**
 * Reads the database of a data folder to its end before a command trusts it, without writing to it: opened for writing,
 * a log that is not its own would be folded into it. Rejects with `StorageOpenError`.
 */
export function proveDatabase(folder: string): void {
  const file = join(resolve(folder), 'confab.db');
  if (!hasDatabase(file)) throw new StorageOpenError(`There is no database in ${resolve(folder)}.`);
  const lock = lockFolder(file);
  try {
    finishRestore(file);
    const damage = readDamage(file);
    if (damage !== null) throw new StorageOpenError(`${file} is not sound: ${damage}. Put a backup in its place.`);
  } finally {
    lock.close();
  }
}

function readDamage(file: string): string | null {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { readOnly: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  try {
    return findDamage(db);
  } finally {
    db.close();
  }
}
