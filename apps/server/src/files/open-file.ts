import { Readable } from 'node:stream';
import { ApiError, RawAnswer } from '../http/index.ts';
import type { Storage } from '../storage/storage.ts';
import { disposition } from './clean-name.ts';
import { type ByteRange, FilesAwayError, type FileStore } from './file-store.ts';
import type { OpenReads } from './open-reads.ts';
import { readRange } from './read-range.ts';
import { findFile, type FileRow, maySeeFile } from './read-files.ts';
import { isShownInPlace } from './read-type.ts';
import { whileAllowed } from './while-allowed.ts';

export interface OpenFileContext {
  storage: Storage;
  store: FileStore;
  reads: OpenReads;
  clock: { monotonicNow: () => number };
}

interface Asking {
  fileId: string;
  callerId: string;
  method: string;
  headers: { range?: string | undefined; 'if-none-match'?: string | undefined; 'if-range'?: unknown };
}

/** Of a file, or a part of it, for whoever may see it now: nothing is answered before that was looked up, also not "unchanged". */
export async function openFile(context: OpenFileContext, asking: Asking): Promise<RawAnswer> {
  const { fileId, callerId, headers } = asking;
  const file = await findFile(context.storage, fileId, callerId);
  if (!file) throw new ApiError('not-found', 'There is no such file, or you may not see it.');
  const etag = `"${file.key.slice(0, 32)}"`;
  const about = headersOf(file, etag);
  if (headers['if-none-match']?.includes(etag)) return new RawAnswer(304, about);
  // Of another state than the reader knows it gets all.
  const isRangeMeant = headers['if-range'] === undefined || headers['if-range'] === etag;
  const range = isRangeMeant ? readRange(headers.range, file.size) : null;
  if (range === 'none') return new RawAnswer(416, { ...about, 'content-range': `bytes */${file.size}` });
  const part = range ?? { start: 0, end: file.size - 1 };
  const length = { 'content-length': String(part.end - part.start + 1) };
  const place = range && { 'content-range': `bytes ${part.start}-${part.end}/${file.size}` };
  const openBytes = () => context.reads.open(callerId, () => bytesFor(context, asking, file, part));
  // Without one the length would be said to be 0.
  const body = asking.method === 'HEAD' ? Readable.from([]) : await openBytes();
  return new RawAnswer(range ? 206 : 200, { ...about, ...length, ...place }, body);
}

/** Whatever it is, opened by itself it can do nothing, and it is nobody's page (A18). */
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";
/**
 * Browsers have a viewer of their own for it, of another origin than ours, which Chrome and Safari do not start in a sandbox. That it
 * is nothing else they know by its type, which our own look at its bytes gave.
 */
const paperPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** No cache answers with it unasked (A14). */
function headersOf({ type, name }: FileRow, etag: string): Record<string, string> {
  return {
    'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
    'content-disposition': disposition(isShownInPlace(type) ? 'inline' : 'attachment', name),
    'content-security-policy': type === 'application/pdf' ? paperPolicy : filePolicy,
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  };
}

/** Resolves when there is something to answer with: until then the place for files may still say that it is away. */
async function bytesFor(
  context: OpenFileContext,
  { fileId, callerId }: Asking,
  file: FileRow,
  range: ByteRange,
): Promise<Readable> {
  const { storage, store, clock } = context;
  const stored = await store.read(file.key, range).catch((error: unknown) => {
    throw error instanceof FilesAwayError ? filesAway(error) : error;
  });
  return whileAllowed(stored, { mayRead: () => maySeeFile(storage, fileId, callerId), clock });
}

export function filesAway(cause: unknown): ApiError {
  return new ApiError('unavailable', 'The place where files are kept does not answer. Try again in a moment.', {
    retryAfterSeconds: 5,
    cause,
  });
}
