import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
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

/**
 * Keeps what has arrived at `path`. Killed anywhere in between it can be done again: where the bytes go is written down first, so that none
 * are left behind that nobody knows of (A24).
 */
export async function finishUpload({ storage, store, writer }: FinishContext, id: string, path: string): Promise<void> {
  const key = (await readUpload(storage, id))?.key || (await nameKey(writer, id, path));
  await store.keep(key, path);
  await submit(writer, finishUploadRule.command({ id }));
}

async function nameKey(writer: LogWriter, id: string, path: string): Promise<string> {
  const { sha256, type } = await readThrough(path);
  const key = fileKey(sha256, id);
  await submit(writer, keepFileRule.command({ id, key, type }));
  return key;
}

/** A buffer at a time, however large it is. */
async function readThrough(path: string): Promise<{ sha256: string; type: string }> {
  const hash = createHash('sha256');
  let head: Buffer | null = null;
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1_024 })) {
    head ??= (bytes as Buffer).subarray(0, headBytes);
    hash.update(bytes as Buffer);
  }
  return { sha256: hash.digest('hex'), type: readType(head ?? Buffer.alloc(0)) };
}
