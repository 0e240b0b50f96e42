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
  /** Emits an error with `code` ENOENT where there is none. */
  read(key: string, range: ByteRange): Readable;
  /** Whether there was one or not. */
  remove(key: string): Promise<void>;
}

const keyPattern = /^[0-9a-f]{64}\.[0-9a-f-]{36}$/;

/**
 * `sha256`, in hex, lets anybody prove the bytes. The id makes it one upload's own: it is removed with that, and never while the same bytes
 * of somebody else arrive.
 */
export function fileKey(sha256: string, fileId: string): string {
  return requireKey(`${sha256}.${fileId}`);
}

/** Throws for what is none: a key becomes part of a path. */
export function requireKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error('This is no key of a file.');
  return key;
}
