import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Drawing } from '../pictures/picture-job.ts';
import type { Storage } from '../storage/storage.ts';
import { copyBytes } from './copy-bytes.ts';
import type { DrawTurns } from './draw-turns.ts';
import { cancelUploadRule } from './file-rules.ts';
import { FilesAwayError, type FileStore } from './file-store.ts';
import type { LookContext } from './look-at-picture.ts';
import { filesAway } from './open-file.ts';
import { type FileRow, findUpload } from './read-files.ts';

export interface DrawContext extends LookContext {
  store: FileStore;
  turns: DrawTurns;
}

type Wanted = readonly Omit<Drawing, 'to'>[];

interface Asked<Result> {
  file: FileRow;
  /** For whom: people take turns. */
  owner: string;
  wanted: Wanted;
  /** While what was drawn lies at these paths. */
  use: (paths: readonly string[]) => Promise<Result>;
}

/** Draws a picture that is kept, wherever that is. Throws `not-found` where it can't be drawn. */
export async function drawStored<Result>(context: DrawContext, asked: Asked<Result>): Promise<Result> {
  return await context.turns.run(asked.owner, () => drawCopy(context, asked));
}

async function drawCopy<Result>(
  { pictures, store, work }: DrawContext,
  { file, owner, wanted, use }: Asked<Result>,
): Promise<Result> {
  const from = join(work, randomUUID());
  const paths = wanted.map(() => join(work, randomUUID()));
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    // Whoever draws reads it at any place.
    await copyBytes(() => store.read(file.key), from, createHash('sha256'));
    const drawings = wanted.map((drawing, at) => ({ ...drawing, to: paths[at] ?? '' }));
    const result = await pictures.run({ from, type: file.type, drawings }, owner);
    if ('none' in result) throw noPicture();
    return await use(paths);
  } catch (error) {
    throw error instanceof FilesAwayError ? filesAway(error) : error;
  } finally {
    await Promise.all([from, ...paths].map((path) => rm(path, { force: true })));
  }
}

export type DrawUpload = (asked: { fileId: string; userId: string }, wanted: Wanted) => Promise<Buffer[]>;

/** Draws a picture that this person uploaded and did not send, and uses it up. */
export async function drawUpload(
  context: DrawContext & { storage: Storage; writer: LogWriter; stampNow: () => number },
  { fileId, userId }: { fileId: string; userId: string },
  wanted: Wanted,
): Promise<Buffer[]> {
  const file = await findUpload(context.storage, fileId, userId);
  if (!file || file.whole !== 1 || file.width === null) throw noPicture();
  const read = (paths: readonly string[]): Promise<Buffer[]> => Promise.all(paths.map((path) => readFile(path)));
  const drawn = await drawStored(context, { file, owner: userId, wanted, use: read });
  await submit(context.writer, cancelUploadRule.command({ id: fileId, at: context.stampNow() }));
  return drawn;
}

export function noPicture(): ApiError {
  return new ApiError('not-found', 'There is no such picture, or you may not see it.');
}
