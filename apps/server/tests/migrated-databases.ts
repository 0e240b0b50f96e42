import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStorage } from '../src/storage/postgres/open-postgres-storage.ts';
import { createDatabaseAt } from '../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../src/storage/storage.ts';

// To bring a database of a test from nothing to the last migration takes longer than most tests do. Each test's is a copy of one that is
// brought there once; that databases get there is tested beside the migrations.

let migratedFile: Promise<Buffer> | undefined;

/** Puts a `confab.db` into a folder that is there and has none: as a server leaves it that was started once, but of no epoch yet. */
export async function placeMigratedFile(folder: string): Promise<void> {
  migratedFile ??= makeMigratedFile();
  await writeFile(join(folder, 'confab.db'), await migratedFile, { flag: 'wx', mode: 0o600 });
}

async function makeMigratedFile(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-migrated-'));
  try {
    await closeWithoutEpoch(await openSqliteStorage({ folder }));
    return await readFile(join(folder, 'confab.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Answers the name of a database of PostgreSQL to make others from, which are then of no epoch yet. */
export async function makeMigratedDatabase(port: number): Promise<string> {
  const url = await createDatabaseAt(port);
  await closeWithoutEpoch(await openPostgresStorage({ url }));
  return new URL(url).pathname.slice(1);
}

/** Whoever opens it next makes one: no two databases are of the same. */
async function closeWithoutEpoch(storage: Storage): Promise<void> {
  await storage.db.deleteFrom('meta').where('key', '=', 'epoch').execute();
  await storage.close();
}
