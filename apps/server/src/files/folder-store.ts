import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { copyBytes } from './copy-bytes.ts';
import { type ByteRange, type FileStore, hashOf, isMissing, requireKey } from './file-store.ts';

export interface FolderStoreOptions {
  /**
   * Other processes write to uploads too. What is kept is a copy then, proven: a file that was moved here could still be written to by
   * whoever had it open.
   */
  isShared?: boolean;
}

/** A folder. Everything that is moved there must be on the same file system. */
export class FolderStore implements FileStore {
  readonly #folder: string;
  readonly #isShared: boolean;

  constructor(folder: string, { isShared = false }: FolderStoreOptions = {}) {
    this.#folder = folder;
    this.#isShared = isShared;
  }

  async keep(key: string, path: string): Promise<void> {
    const target = this.pathOf(key);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      if (this.#isShared) await this.#keepCopy(key, path);
      else {
        await sync(path);
        await rename(path, target);
      }
    } catch (error) {
      if (!isMissing(error)) throw error;
      // It was moved before, and the word of it was lost; or this throws too.
      await stat(target);
    }
    // The names are on the disk as well: that of the file, and of the folder that may be new.
    await sync(dirname(target));
    await sync(this.#folder);
  }

  async sizeOf(key: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(key))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const handle = await open(this.pathOf(key));
    return createReadStream('', { fd: handle, ...range, highWaterMark: servedBytes });
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async ping(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await access(this.#folder, constants.W_OK | constants.X_OK);
  }

  /** By the first byte, so that no folder holds them all. */
  pathOf(key: string): string {
    return join(this.#folder, requireKey(key).slice(0, 2), key);
  }

  async #keepCopy(key: string, path: string): Promise<void> {
    const target = this.pathOf(key);
    if ((await this.sizeOf(key)) !== null) return;
    // Beside the upload, with which it goes if this is cut off.
    const part = `${path}.${randomUUID()}`;
    try {
      const hash = createHash('sha256');
      await copyBytes(() => createReadStream(path, { highWaterMark: readBytes }), part, hash);
      if (hash.digest('hex') !== hashOf(key)) throw new Error('The file was written to while it was kept.');
      await rename(part, target);
      await rm(path, { force: true });
    } finally {
      await rm(part, { force: true });
    }
  }
}

const readBytes = 256 * 1_024;
/** Three of them wait in memory for each reader who takes them slowly (A25). */
const servedBytes = 64 * 1_024;

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
