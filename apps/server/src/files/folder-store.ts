import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type ByteRange, type FileStore, requireKey } from './file-store.ts';

/** A folder. Everything that is moved there must be on the same file system. */
export class FolderStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(key: string, path: string): Promise<void> {
    const target = this.#pathOf(key);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      await sync(path);
      await rename(path, target);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // It was moved before, and the word of it was lost; or this throws too.
      await stat(target);
    }
    // The names are on the disk as well: that of the file, and of the folder that may be new.
    await sync(dirname(target));
    await sync(this.#folder);
  }

  read(key: string, range: ByteRange): Readable {
    return createReadStream(this.#pathOf(key), range);
  }

  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  /** By the first byte, so that no folder holds them all. */
  #pathOf(key: string): string {
    return join(this.#folder, requireKey(key).slice(0, 2), key);
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
