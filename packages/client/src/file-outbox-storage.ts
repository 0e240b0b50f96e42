import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type OutboxEntry, type OutboxStorage, parseOutboxEntries } from './outbox-storage.ts';

/**
 * The outbox of one person in a file of a folder, replaced whole and durably on every save. One process at a time may
 * use it.
 */
export function fileOutboxStorage(folder: string, userId: string): OutboxStorage {
  const path = join(folder, `outbox-${encodeURIComponent(userId)}.json`);
  let adopted = false;
  return {
    userId,
    async adopt() {
      if (adopted) return [];
      adopted = true;
      return parseOutboxEntries(await readIfThere(path));
    },
    async save(entries) {
      await mkdir(folder, { recursive: true });
      await replaceFile(path, entries);
    },
    close: async () => undefined,
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function replaceFile(path: string, entries: readonly OutboxEntry[]): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(entries));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
