import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const leftBehindMs = 24 * 3_600_000;

/** Removes what whoever made it left behind when they were killed: nothing there is needed for longer than a moment. */
export async function sweepWork(folder: string, wallNow: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: wallNow }));
    if (wallNow - mtimeMs > leftBehindMs) await rm(path, { force: true });
  }
}
