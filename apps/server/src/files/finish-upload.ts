import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { previewWidths } from '@confab/protocol/files';
import { submit } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { stripFile } from '../pictures/strip/strip-file.ts';
import type { Storage } from '../storage/storage.ts';
import { fileKey, type FileStore, isMissing, previewKey } from './file-store.ts';
import { finishUploadRule, keepFileRule, type KeptPicture } from './file-rules.ts';
import { type LookContext, lookAtPicture } from './look-at-picture.ts';
import { readUpload } from './read-files.ts';
import { octets } from './read-type.ts';
import { typeOfFile } from './type-of-file.ts';

export interface FinishContext extends LookContext {
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
 * Keeps what has arrived at `path`, without what cameras tell. Killed anywhere in between it can be done again: where the bytes go is written
 * down first, so that none are left behind that nobody knows of (A24).
 */
export async function finishUpload(context: FinishContext, arrived: ArrivedUpload): Promise<void> {
  const { storage, store, writer } = context;
  const { id, path } = arrived;
  const upload = await readUpload(storage, id);
  if (!upload) return;
  const key = upload.key || (await nameKey(context, upload.user_id, arrived));
  await store.keep(key, await keptPath(path));
  await rm(path, { force: true });
  const isWanted = await submit(writer, finishUploadRule.command({ id }));
  // It was given up while it was on its way.
  if (!isWanted) await store.remove(key);
}

/** Where a copy of what arrived at `path` lies, which is kept in its place. */
function cleanedPath(path: string): string {
  return `${path}.clean`;
}

async function keptPath(path: string): Promise<string> {
  const cleaned = cleanedPath(path);
  const isThere = await stat(cleaned).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  return isThere ? cleaned : path;
}

async function nameKey(context: FinishContext, userId: string, { id, path, sha256 }: ArrivedUpload): Promise<string> {
  const { work, store, writer } = context;
  await mkdir(work, { recursive: true, mode: 0o700 });
  const { type: begun, isAsItCame } = await cleanUp(path, work);
  const kept = await keptPath(path);
  const { type, picture, previewPath } = await lookAtPicture(context, { path: kept, type: begun, userId });
  try {
    const { size } = await stat(kept);
    const key = fileKey(isAsItCame && sha256 !== undefined ? sha256 : await hashFile(kept), id);
    // Two processes may do this at once: what the first of them named counts.
    const named = await submit(writer, keepFileRule.command({ id, key, type, size, picture }));
    if (previewPath !== null) await keepPreview(store, id, picture, previewPath);
    return named;
  } finally {
    if (previewPath !== null) await rm(previewPath, { force: true });
  }
}

async function keepPreview(store: FileStore, id: string, picture: KeptPicture | null, path: string): Promise<void> {
  const [width, sha256] = [previewWidths[0], picture?.previews[previewWidths[0]]?.[0]];
  if (sha256 !== undefined) await store.keep(previewKey(id, width, sha256), path);
}

/** Takes out what is told beside a picture or film: in place, or as a copy beside it. */
async function cleanUp(path: string, work: string): Promise<{ type: string; isAsItCame: boolean }> {
  const type = await typeOfFile(path);
  const copy = join(work, randomUUID());
  try {
    const stripped = await stripFile(path, type, copy);
    if (stripped === 'copied') await rename(copy, cleanedPath(path));
    // Of an attempt that was cut off.
    else await rm(cleanedPath(path), { force: true });
    const isBroken = stripped === 'broken' && type.startsWith('image/');
    return { type: isBroken ? octets : type, isAsItCame: stripped === 'clean' || stripped === 'broken' };
  } finally {
    await rm(copy, { force: true });
  }
}

/** A buffer at a time, however large it is. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1_024 }), hash);
  return hash.digest('hex');
}
