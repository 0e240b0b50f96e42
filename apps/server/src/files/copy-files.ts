import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyBytes } from './copy-bytes.ts';
import { type FileStore, hashOf, isMissing } from './file-store.ts';
import type { KeptFile } from './kept-files.ts';

export interface CopyFilesOptions {
  files: AsyncIterable<KeptFile> | Iterable<KeptFile>;
  from: FileStore;
  to: FileStore;
  /** A folder for what is on its way; where `to` is a folder, on the same file system. Removed at the end. */
  scratch: string;
  /** Read through what is there already, too. */
  provesAll?: boolean;
  onProgress?: (copied: CopiedFiles) => void;
}

/** A file of which neither side has the bytes that its key says. The message is for whoever asked for the copy. */
export class FileCopyError extends Error {
  override readonly name = 'FileCopyError';
}

export interface CopiedFiles {
  /** Files that were copied, and their bytes. */
  copied: number;
  bytes: number;
  /** Those that were there. */
  there: number;
  /** The keys of those that are nowhere. */
  missing: string[];
}

const atOnce = 4;

/**
 * Copies what is not there yet. Every file is proven by its hash before it counts, so that this may end anywhere and be begun again. Memory is
 * that of a few buffers, however large files are. Rejects with `FileCopyError`, and as the two places do.
 */
export async function copyFiles(options: CopyFilesOptions): Promise<CopiedFiles> {
  const { files, scratch, onProgress } = options;
  const counts: CopiedFiles = { copied: 0, bytes: 0, there: 0, missing: [] };
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const queue = toIterator(files);
  const lanes = Array.from({ length: atOnce }, async (_, lane) => {
    for (let next = await queue.next(); next.done !== true; next = await queue.next()) {
      const found = await copyFile(options, next.value, join(scratch, `${process.pid}-${lane}.part`));
      if (found === 'missing') counts.missing.push(next.value.key);
      else counts[found] += 1;
      if (found === 'copied') counts.bytes += next.value.size;
      onProgress?.(counts);
    }
  });
  try {
    await Promise.all(lanes);
  } finally {
    await Promise.allSettled(lanes);
    await rm(scratch, { recursive: true, force: true });
  }
  return counts;
}

/** Asynchronous generators answer one call after the other. */
function toIterator<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item> {
  return (async function* () {
    yield* items;
  })();
}

async function copyFile(
  { from, to, provesAll = false }: CopyFilesOptions,
  { key, size }: KeptFile,
  part: string,
): Promise<'copied' | 'there' | 'missing'> {
  const isThere = (await to.sizeOf(key)) === size;
  if (isThere && (!provesAll || (await isSound(to, key)))) return 'there';
  const hash = createHash('sha256');
  let bytes: number;
  try {
    await rm(part, { force: true });
    bytes = await copyBytes(() => from.read(key), part, hash);
  } catch (error) {
    if (isMissing(error) && !isThere) return 'missing';
    throw isMissing(error) ? damaged(key) : error;
  }
  if (bytes !== size || hash.digest('hex') !== hashOf(key)) throw damaged(key);
  await to.keep(key, part);
  return 'copied';
}

async function isSound(store: FileStore, key: string): Promise<boolean> {
  const hash = createHash('sha256');
  await pipeline(await store.read(key), hash);
  return hash.digest('hex') === hashOf(key);
}

function damaged(key: string): FileCopyError {
  return new FileCopyError(
    `The file ${key.slice(0, 2)}/${key} is damaged: its bytes are not those that were sent. Put back a good copy of it.`,
  );
}
