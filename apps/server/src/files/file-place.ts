import { join } from 'node:path';
import type { S3Place } from '../config/index.ts';
import type { FileStore } from './file-store.ts';
import { FolderStore } from './folder-store.ts';

/** Where files are: what arrives is in a folder in any case, what is whole there too or in a bucket. */
export interface FilePlace {
  folder: string;
  s3: S3Place | null;
  /** Several processes have this folder. */
  isShared?: boolean;
}

/** Files that are read of a bucket at once. */
const bucketReads = 512;

/** So many of them for whoever downloads: what is read to be drawn finds room. */
export function readsAtOnce({ s3 }: FilePlace): number {
  return s3 === null ? Number.POSITIVE_INFINITY : bucketReads - 32;
}

export async function openFileStore({ folder, s3, isShared = false }: FilePlace): Promise<FileStore> {
  if (s3 === null) return new FolderStore(join(folder, 'kept'), { isShared });
  // Whoever has a folder loads nothing of it.
  const { S3Store } = await import('./s3/s3-store.ts');
  return new S3Store(s3, { readsMax: bucketReads });
}

/** Where uploads are until they are whole. */
export function uploadsOf(folder: string): string {
  return join(folder, 'uploads');
}
