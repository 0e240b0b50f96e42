import { randomUUID } from 'node:crypto';
import { chmod, copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isThere, makeDataFolder } from '../data-folder.ts';
import { migrations, refuseNewer } from '../migrations/index.ts';
import { StorageOpenError } from '../storage-errors.ts';
import { flush, secretKey } from './back-up.ts';
import { digestKey } from './content-digest.ts';
import {
  findFullCompanion,
  finishRestore,
  flushFolder,
  removeWithCompanions,
  restoredFile,
  restoredSecretFile,
} from './database-files.ts';
import { findDamage, readMeta } from './find-damage.ts';
import { lockFolder } from './lock-folder.ts';

export interface RestoreOptions {
  file: string;
  folder: string;
  /** Put the database that is there aside. */
  replace: boolean;
  /** Puts what belongs to this database and lies elsewhere in its place. Nothing was changed where it rejects. */
  putBeside?: (database: string) => Promise<void>;
}

/**
 * Puts a backup into a data folder, under a new epoch: what clients learned after the backup was made is void (D15).
 * Nothing that is there is touched before the copy is proven and on the disk; from then on the restore is done to its end,
 * by the next start if need be. Answers the files that were put aside. Rejects with `StorageOpenError`.
 */
export async function restoreSqlite({ file, folder, replace, putBeside }: RestoreOptions): Promise<string[]> {
  const target = join(resolve(folder), 'confab.db');
  await refuseUnreadable(file);
  await makeDataFolder(folder);
  const lock = lockFolder(target);
  try {
    finishRestore(target);
    if ((await isThere(target)) && !replace) {
      throw new StorageOpenError(`${target} is there already. With --replace it is put aside, not removed.`);
    }
    await prepare(resolve(file), target, putBeside);
    return finishRestore(target);
  } finally {
    lock.close();
  }
}

async function refuseUnreadable(file: string): Promise<void> {
  if (!(await isThere(file))) throw new StorageOpenError(`There is no file ${resolve(file)}.`);
  const companion = findFullCompanion(resolve(file));
  if (companion === null) return;
  throw new StorageOpenError(
    `${resolve(file)} is not whole without ${companion}: it is a database in use, or a copy of one. ` +
      'Make a backup with "confab backup".',
  );
}

/** Until the last line nothing has happened. */
async function prepare(file: string, target: string, putBeside: RestoreOptions['putBeside']): Promise<void> {
  const part = `${target}.part`;
  // Of a restore that was cut off before it was decided. A journal of it would be applied to the new one.
  removeWithCompanions(part);
  removeWithCompanions(restoredFile(target));
  await rm(restoredSecretFile(target), { force: true });
  let isBeside = false;
  try {
    await copyFile(file, part);
    // Whatever became of the backup's own permissions on its way.
    await chmod(part, 0o600);
    const secret = makeServable(part, file);
    isBeside = true;
    await putBeside?.(part);
    isBeside = false;
    await flush(part);
    if (secret !== null) {
      await writeFile(restoredSecretFile(target), secret, { mode: 0o600, flush: true });
    }
    flushFolder(dirname(target));
    await rename(part, restoredFile(target));
    flushFolder(dirname(target));
  } catch (error) {
    if (error instanceof StorageOpenError || isBeside) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageOpenError(`${file} can't be copied into ${dirname(target)}: ${reason}`);
  } finally {
    removeWithCompanions(part);
  }
}

/** Proves it and gives it a new epoch; answers the secret that was kept with it. */
function makeServable(part: string, file: string): string | null {
  const db = new DatabaseSync(part);
  try {
    refuseUnfit(db, file);
    const secret = readMeta(db, secretKey);
    db.exec('begin');
    db.prepare('delete from meta where key in (?, ?)').run(secretKey, digestKey);
    db.prepare("update meta set value = ? where key = 'epoch'").run(randomUUID());
    db.exec('commit');
    // One file, whatever it was before.
    db.exec('pragma journal_mode = delete');
    return secret ?? null;
  } finally {
    db.close();
  }
}

/** A newer version may keep to other rules: that it is newer is said first. */
function refuseUnfit(db: DatabaseSync, file: string): void {
  try {
    const applied = db.prepare('select name from migrations').all();
    refuseNewer(new Set(applied.map(({ name }) => String(name))), migrations);
  } catch (error) {
    if (error instanceof StorageOpenError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageOpenError(`${file} is no backup of Confab (${reason}).`);
  }
  const damage = findDamage(db);
  if (damage === null) return;
  throw new StorageOpenError(`${file} is damaged, or no backup of Confab: ${damage}. Nothing was changed.`);
}
