import { chmod, open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isThere } from '../data-folder.ts';
import { StorageOpenError } from '../storage-errors.ts';

/** The key in `meta` of a backup under which the data folder's secret is: without it the keys in the database are lost. */
export const secretKey = 'backup-secret';

/**
 * Writes what the database of a data folder is at this moment into one file, while a server may be running on it. The
 * file appears when it is complete and on the disk. Rejects with `StorageOpenError`.
 */
export async function backUpSqlite({ folder, file }: { folder: string; file: string }): Promise<void> {
  const source = join(resolve(folder), 'confab.db');
  if (!(await isThere(source))) throw new StorageOpenError(`There is no database in ${resolve(folder)}.`);
  if (await isThere(file)) throw new StorageOpenError(`${resolve(file)} is there already. Name a new file.`);
  const part = `${resolve(file)}.part`;
  await rm(part, { force: true });
  try {
    // Made before anything is in it: nobody else on the machine reads along.
    await (await open(part, 'wx', 0o600)).close();
    copyInto(source, part);
    keepSecret(part, await readSecretFile(folder));
    await flush(part);
    await chmod(part, 0o600);
    await rename(part, resolve(file));
  } catch (error) {
    await rm(part, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageOpenError(`The backup can't be written to ${resolve(file)}: ${reason}`);
  }
}

function copyInto(source: string, target: string): void {
  const db = new DatabaseSync(source, { readOnly: true, timeout: 5_000 });
  try {
    // One snapshot: a server goes on writing beside it.
    db.prepare('vacuum into ?').run(target);
  } finally {
    db.close();
  }
}

function keepSecret(file: string, secret: string | null): void {
  const db = new DatabaseSync(file);
  try {
    const check = db.prepare('pragma quick_check').get();
    if (check?.['quick_check'] !== 'ok') throw new Error(`it is damaged (${String(check?.['quick_check'])})`);
    if (secret !== null) db.prepare('insert or replace into meta (key, value) values (?, ?)').run(secretKey, secret);
  } finally {
    db.close();
  }
}

async function readSecretFile(folder: string): Promise<string | null> {
  try {
    return await readFile(join(folder, 'secret'), 'utf8');
  } catch (error) {
    // With AUTH_SECRET there is none.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
