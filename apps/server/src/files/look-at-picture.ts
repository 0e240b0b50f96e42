import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { previewHeightMax, previewWidths } from '@confab/protocol/files';
import { pictureTypes } from '../pictures/picture-job.ts';
import type { PicturePool } from '../pictures/picture-pool.ts';
import type { KeptPicture } from './file-rules.ts';
import { octets } from './read-type.ts';

export interface LookContext {
  pictures: Pick<PicturePool, 'run' | 'waiting'>;
  /** A folder on the file system where files are kept, for what is being made. */
  work: string;
}

interface Arrived {
  path: string;
  type: string;
  userId: string;
}

export interface LookedAt {
  /** Nothing in particular, where it only began like a picture. */
  type: string;
  /** Null: it is no picture, or one that is not shown small. */
  picture: KeptPicture | null;
  /** Where the smallest preview lies; whoever asked removes it. */
  previewPath: string | null;
}

const [smallest] = previewWidths;

/** How large a picture is, and what it looks like until it is there: known before its file may be sent. */
export async function lookAtPicture({ pictures, work }: LookContext, arrived: Arrived): Promise<LookedAt> {
  const { path, type, userId } = arrived;
  if (!pictureTypes.has(type)) return { type, picture: null, previewPath: null };
  const previewPath = join(work, randomUUID());
  const drawing = { to: previewPath, width: smallest, height: previewHeightMax(smallest) };
  const result = await pictures.run({ from: path, type, drawings: [drawing] }, userId);
  if ('none' in result) {
    return { type: result.none === 'no-picture' ? octets : type, picture: null, previewPath: null };
  }
  const preview = await hashPreview(previewPath);
  return { type, picture: { ...result.facts, previews: { [smallest]: preview } }, previewPath };
}

/** Of one that was made just now, which is small. */
export async function hashPreview(path: string): Promise<[sha256: string, bytes: number]> {
  const bytes = await readFile(path);
  return [createHash('sha256').update(bytes).digest('hex'), bytes.length];
}
