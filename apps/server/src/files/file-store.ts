import type { Readable } from 'node:stream';

/** Bytes of a file, the first and the last of them. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where files are kept that have arrived whole. What a feature knows of a folder or an object store is this. Keys are `fileKey`'s: they say
 * what the bytes are, and no name of a person's making is part of them (A22).
 */
export interface FileStore {
  /** Moves the file at `path` here. Durable when it resolves. Done again it changes nothing, also where `path` is gone since. */
  keep(key: string, path: string): Promise<void>;
  /** How many bytes are kept; null where there is none. */
  sizeOf(key: string): Promise<number | null>;
  /** Resolves when the first bytes may be read. Rejects with `code` ENOENT where there is none. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Whether there was one or not. */
  remove(key: string): Promise<void>;
  /** Rejects where nothing can be kept or read right now. */
  ping(): Promise<void>;
}

/** The place for files does not answer, or not in time. What was asked for is worth another try. */
export class FilesAwayError extends Error {
  override readonly name = 'FilesAwayError';
  /** It may be there: a connection that had been kept open was closed. */
  readonly isStale: boolean;

  constructor(message: string, { isStale = false, ...options }: ErrorOptions & { isStale?: boolean } = {}) {
    super(message, options);
    this.isStale = isStale;
  }
}

const keyPattern = /^[0-9a-f]{64}\.[0-9a-f-]{36}(?:\.w\d{1,4})?$/;

/**
 * `sha256`, in hex, lets anybody prove the bytes. The id makes it one upload's own: it is removed with that, and never while the same bytes
 * of somebody else arrive.
 */
export function fileKey(sha256: string, fileId: string): string {
  return requireKey(`${sha256}.${fileId}`);
}

/** Of a smaller picture: proven by its own bytes, and of the same upload as the file, which it goes with. */
export function previewKey(fileId: string, width: number, sha256: string): string {
  return requireKey(`${sha256}.${fileId}.w${width}`);
}

/** Throws for what is none: a key becomes part of a path. */
export function requireKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error('This is no key of a file.');
  return key;
}

/** That of the bytes. */
export function hashOf(key: string): string {
  return requireKey(key).slice(0, 64);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
