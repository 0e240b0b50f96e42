import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Storage } from '../storage/storage.ts';
import { fileKey, type FileStore } from './file-store.ts';
import { finishUploadRule, keepFileRule } from './file-rules.ts';
import { readUpload } from './read-files.ts';
import { headBytes, readType } from './read-type.ts';

export interface FinishContext {
  storage: Storage;
  store: FileStore;
  writer: LogWriter;
}

export interface ArrivedUpload {
  id: string;
  path: string;
  /** Of its bytes, where they were seen to arrive from the first on. */
  sha256?: string | undefined;
}

/**
 * Keeps what has arrived at `path`. Killed anywhere in between it can be done again: where the bytes go is written down first, so that none
 * are left behind that nobody knows of (A24).
 */
export async function finishUpload(
  { storage, store, writer }: FinishContext,
  { id, path, sha256 }: ArrivedUpload,
): Promise<void> {
  const key = (await readUpload(storage, id))?.key || (await nameKey(writer, { id, path, sha256 }));
  await store.keep(key, path);
  await submit(writer, finishUploadRule.command({ id }));
}

async function nameKey(writer: LogWriter, { id, path, sha256 }: ArrivedUpload): Promise<string> {
  const type = readType(await readHead(path));
  const key = fileKey(sha256 ?? (await hashFile(path)), id);
  // Two processes may do this at once: what the first of them named counts.
  return await submit(writer, keepFileRule.command({ id, key, type }));
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A buffer at a time, however large it is. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1_024 }), hash);
  return hash.digest('hex');
}
