import { join, resolve } from 'node:path';
import { findUndone, parseS3Address } from '../config/index.ts';
import type { FilePlace } from '../files/index.ts';
import { UsageError } from './usage.ts';

/** As the server that is meant was started with. */
export interface FilesSettings {
  filesFolder?: string | undefined;
  filesUrl?: string | undefined;
  filesKeyId?: string | undefined;
  filesSecret?: string | undefined;
}

/** Where the files of a data folder are: where that is said, else where the settings say, else in the folder itself. */
export function filesOf(dataFolder: string, named: string | undefined, settings: FilesSettings): FilePlace {
  return findFiles(named, settings) ?? { folder: filesIn(dataFolder), s3: null };
}

/** The same of a database that has no folder. */
export function findFiles(named: string | undefined, settings: FilesSettings): FilePlace | null {
  if (named !== undefined) return parseFilesPlace(named, settings);
  if (settings.filesUrl) return parseFilesPlace(settings.filesUrl, settings);
  if (settings.filesFolder) return { folder: resolve(settings.filesFolder), s3: null };
  return null;
}

export function filesIn(dataFolder: string): string {
  return join(resolve(dataFolder), 'files');
}

/** A folder as `FILES_DIR` names it, or a bucket as `FILES_URL` does. */
export function parseFilesPlace(text: string, settings: FilesSettings): FilePlace {
  const isAddress = text.includes('://');
  const undone = findUndone(text, isAddress ? 'url' : 'path');
  if (undone !== null || text === '') throw new UsageError(`A place for files ${undone ?? 'has a name.'}`);
  if (!isAddress) return { folder: resolve(text), s3: null };
  const address = parseS3Address(text);
  // Not repeated: there may be a secret in it.
  if (!address) throw new UsageError('A bucket is s3://BUCKET/PREFIX?region=R or https://HOST/BUCKET/PREFIX?region=R.');
  const { filesKeyId: accessKeyId, filesSecret: secretAccessKey } = settings;
  if (!accessKeyId || !secretAccessKey) {
    throw new UsageError('For a bucket, set FILES_ACCESS_KEY_ID and FILES_SECRET_ACCESS_KEY.');
  }
  return { folder: resolve(settings.filesFolder || './data/files'), s3: { ...address, accessKeyId, secretAccessKey } };
}

export function describeFilesPlace({ folder, s3 }: FilePlace): string {
  return s3 ? `${s3.origin}/${s3.bucket}/${s3.prefix}` : folder;
}
