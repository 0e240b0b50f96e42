import { chmod, open, readFile, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isThere } from '../data-folder.ts';
import { StorageOpenError } from '../storage-errors.ts';
import { digestContent, digestKey } from './content-digest.ts';
import { findFullCompanion, flushFolder, removeWithCompanions } from './database-files.ts';
import { findDamage } from './find-damage.ts';

/** The key in `meta` of a backup under which the data folder's secret is: without it the keys in the database are lost. */
export const secretKey = 'backup-secret';

export interface BackupOptions {
  folder: string;
  file: string;
  /** Keeps what belongs to a snapshot and lies elsewhere. False: some of it went meanwhile, and a newer snapshot is needed. */
  keepBeside?: (snapshot: string) => Promise<boolean>;
}

/** What went is not in the next snapshot; that something goes each time is no accident. */
const snapshotsMax = 8;

/**
 * Writes what the database of a data folder is at this moment into one file, while a server may be running on it. The
 * file appears when it is complete, read through and on the disk. Rejects with `StorageOpenError`.
 */
export async function backUpSqlite({ folder, file, keepBeside }: BackupOptions): Promise<void> {
  const source = join(resolve(folder), 'confab.db');
  if (!(await isThere(source))) throw new StorageOpenError(`There is no database in ${resolve(folder)}.`);
  const taken = (await isThere(file)) ? resolve(file) : findFullCompanion(resolve(file));
  if (taken !== null) throw new StorageOpenError(`${taken} is there already. Name a new file.`);
  const target = dirname(resolve(file));
  // Not made here: it may be the mount point of a disk that is away.
  if (!(await isThere(target))) throw new StorageOpenError(`There is no folder ${target}. Make it, and try again.`);
  const part = `${resolve(file)}.part`;
  removeWithCompanions(part);
  try {
    for (let tries = 1; ; tries += 1) {
      // Made before anything is in it: nobody else on the machine reads along.
      await (await open(part, 'wx', 0o600)).close();
      copyInto(source, part);
      if (!keepBeside || (await keepBeside(part))) break;
      if (tries === snapshotsMax) throw new StorageOpenError('Files go faster than they are copied. Try again later.');
      removeWithCompanions(part);
    }
    complete(part, await readSecretFile(folder));
    await flush(part);
    await chmod(part, 0o600);
    await rename(part, resolve(file));
    flushFolder(dirname(resolve(file)));
  } catch (error) {
    removeWithCompanions(part);
    if (error instanceof StorageOpenError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageOpenError(`The backup can't be written to ${resolve(file)}: ${reason}`);
  }
}

function copyInto(source: string, target: string): void {
  const db = new DatabaseSync(source, { readOnly: true, timeout: 5_000 });
  try {
    // One snapshot: a server goes on writing beside it.
    db.prepare('vacuum into ?').run(target);
  } catch (error) {
    if (isDamage(error)) throw damaged(source, error.message);
    throw error;
  } finally {
    db.close();
  }
}

/** Puts the secret and a digest in; proves first that what was copied is worth keeping. */
function complete(file: string, secret: string | null): void {
  const db = new DatabaseSync(file);
  try {
    const damage = findDamage(db);
    if (damage !== null) throw damaged('The database', damage);
    const keep = db.prepare('insert or replace into meta (key, value) values (?, ?)');
    if (secret !== null) keep.run(secretKey, secret);
    keep.run(digestKey, digestContent(db));
  } finally {
    db.close();
  }
}

function damaged(what: string, damage: string): StorageOpenError {
  return new StorageOpenError(`${what} is damaged: ${damage}. No backup was made; keep the ones that you have.`);
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
function isDamage(error: unknown): error is Error {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return [11, 26].includes(error.errcode & 0xff);
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
