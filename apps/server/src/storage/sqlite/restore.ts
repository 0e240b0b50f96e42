import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isThere, makeDataFolder } from '../data-folder.ts';
import { migrations, refuseNewer } from '../migrations/index.ts';
import { StorageOpenError } from '../storage-errors.ts';
import { flush, secretKey } from './back-up.ts';
import { takeLock } from './connection.ts';
import { LockTakenError } from './serve-jobs.ts';

export interface RestoreOptions {
  file: string;
  folder: string;
  /** Put the database that is there aside. */
  replace: boolean;
}

/**
 * Puts a backup into a data folder, under a new epoch: what clients learned after the backup was made is void (D15).
 * Answers where the database that was there is now, null where there was none. Rejects with `StorageOpenError`.
 */
export async function restoreSqlite({ file, folder, replace }: RestoreOptions): Promise<string | null> {
  const target = join(resolve(folder), 'confab.db');
  if (!(await isThere(file))) throw new StorageOpenError(`There is no file ${resolve(file)}.`);
  await makeDataFolder(folder);
  const lock = lockFolder(target);
  try {
    const isOccupied = await isThere(target);
    if (isOccupied && !replace) {
      throw new StorageOpenError(`${target} is there already. With --replace it is put aside, not removed.`);
    }
    const part = `${target}.part`;
    await copyFile(file, part);
    try {
      const secret = makeServable(part, file);
      await flush(part);
      const aside = isOccupied ? await putAside(target) : null;
      if (secret !== null) await writeFile(join(resolve(folder), 'secret'), secret, { mode: 0o600 });
      await rename(part, target);
      return aside;
    } finally {
      await rm(part, { force: true });
    }
  } finally {
    lock.close();
  }
}

function lockFolder(target: string): DatabaseSync {
  try {
    return takeLock(target);
  } catch (error) {
    if (!(error instanceof LockTakenError)) throw error;
    throw new StorageOpenError(`${resolve(target, '..')} is in use by a Confab process. Stop it first.`);
  }
}

/** Gives it a new epoch; answers the secret that was kept with it. */
function makeServable(part: string, file: string): string | null {
  const db = new DatabaseSync(part);
  try {
    const applied = db.prepare('select name from migrations').all();
    refuseNewer(new Set(applied.map(({ name }) => String(name))), migrations);
    const secret = db.prepare('select value from meta where key = ?').get(secretKey)?.['value'];
    db.exec('begin');
    db.prepare('delete from meta where key = ?').run(secretKey);
    db.prepare("update meta set value = ? where key = 'epoch'").run(randomUUID());
    db.exec('commit');
    return typeof secret === 'string' ? secret : null;
  } catch (error) {
    if (error instanceof StorageOpenError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageOpenError(`${resolve(file)} is no backup of Confab (${reason}).`);
  } finally {
    db.close();
  }
}

/** With what its write-ahead log holds. */
async function putAside(target: string): Promise<string> {
  const aside = `${target}.before-restore-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (!(await isThere(target + suffix))) continue;
    await rename(target + suffix, aside + suffix);
  }
  return aside;
}
