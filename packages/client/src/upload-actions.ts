import type { FileLimits, FileListKind, FileListPage, NewPicture } from '@confab/protocol';
import * as paths from '@confab/protocol/files/paths';
import { addressOf, methodOf, routeOf } from '@confab/protocol/path';
import * as pictures from '@confab/protocol/pictures/paths';
import { ApiError } from './api-error.ts';
import type { MessagePlace, RestClient } from './rest.ts';

export interface UploadOptions {
  /** What it is called; that of a `File` where it is left out. */
  name?: string;
  /** Bytes that the server has, after each part. */
  onProgress?: (sent: number, size: number) => void;
  /** Ends it; what the server has stays there for a day. */
  signal?: AbortSignal;
  /** The id of an upload of the same file that was begun before, which goes on, after a reload, say. One that is gone begins anew. */
  resume?: string;
  /** Told before any byte is sent: keep it to `resume`. */
  onStart?: (fileId: string) => void;
}

export interface FileListAsk {
  kind: FileListKind;
  limit?: number;
  before?: Pick<MessagePlace, 'chatId' | 'seq'>;
  after?: Pick<MessagePlace, 'chatId' | 'seq'>;
}

/** Where `state.features` holds `files`. */
export interface FileActions {
  /**
   * Shows a picture of oneself, or of a group that one owns or administers: a square of a picture that was uploaded and not sent, which is used up;
   * null for none any more. Resolves with its name, for `pictureAddress`. Where `state.features` holds `pictures`.
   */
  setPicture(picture: NewPicture | null, chatId?: string): Promise<string>;
  /**
   * Messages of a chat and of its threads with files of a kind, the newest first. `before` and `after`: any message of it. `limit`
   * 1–200, 50 unless set. Where `state.features` holds `file-lists`.
   */
  chatFiles(chatId: string, query: FileListAsk): Promise<FileListPage>;
  /** What one may upload, in bytes. */
  fileLimits(): Promise<FileLimits>;
  /**
   * Uploads a file and resolves with its id, to be sent as `parts: { files: [{ id, alt? }] }`; a file that is sent with no message within a
   * day is removed. In parts of up to 16 MiB: after a cut it goes on where it was, for a minute. Rejects with `too-large` and `no-room`
   * before anything is sent.
   */
  uploadFile(file: Blob, options?: UploadOptions): Promise<string>;
  /** Gives up an upload, also a whole one that was not sent. */
  cancelUpload(fileId: string): Promise<void>;
}

const tus = { 'tus-resumable': '1.0.0' };
const [leastPart, firstPart, largestPart] = [64 * 1_024, 1_024 * 1_024, 16 * 1_024 * 1_024];
/** Parts are made so that one takes about this long: a request has 30 s, and what a cut costs is one part. */
const partMs = 3_000;
const [triesMax, pauseMs] = [12, 500];
/** The server ends a request before. */
const answerTimeoutMs = 40_000;

export function createUploadActions({ rest }: { rest: RestClient }): FileActions {
  return {
    async setPicture(picture, chatId) {
      if (chatId === undefined) {
        if (picture) return (await rest.call(pictures.setOwnPicture, { body: picture })).picture;
        await rest.call(pictures.removeOwnPicture);
        return '';
      }
      const params = { chat_id: chatId };
      if (picture) return (await rest.call(pictures.setGroupPicture, { params, body: picture })).picture;
      await rest.call(pictures.removeGroupPicture, { params });
      return '';
    },
    fileLimits: () => rest.call(paths.getFileLimits),
    async uploadFile(file, options = {}) {
      if (options.resume !== undefined && (await goOn(rest, options.resume, file, options))) return options.resume;
      const id = await start(rest, file, options);
      options.onStart?.(id);
      await sendParts({ rest, id, offset: 0 }, file, options);
      return id;
    },
    chatFiles: (chatId, { before, after, ...query }) =>
      rest.call(paths.listFiles, {
        params: { chat_id: chatId },
        query: { ...query, before: before && textOf(before), after: after && textOf(after) },
      }),
    async cancelUpload(fileId) {
      await rest.call(paths.cancelUpload, { params: { upload_id: fileId } });
    },
  };
}

function textOf({ chatId, seq }: Pick<MessagePlace, 'chatId' | 'seq'>): string {
  return `${chatId}.${seq}`;
}

async function start(rest: RestClient, file: Blob, { name, signal }: UploadOptions): Promise<string> {
  const called = name ?? ('name' in file && typeof file.name === 'string' ? file.name : '');
  const headers = {
    ...tus,
    'upload-length': String(file.size),
    ...(called !== '' && { 'upload-metadata': `filename ${toBase64(called)}` }),
  };
  const answer = await rest.exchange(methodOf(paths.startUpload), routeOf(paths.startUpload), { headers, signal });
  const id = answer.headers.get('location')?.split('/').at(-1);
  if (id) return id;
  throw new ApiError({ code: 'bad-answer', status: answer.status, detail: 'The server did not say where to upload.' });
}

/** False where there is no such upload any more. */
async function goOn(rest: RestClient, id: string, file: Blob, options: UploadOptions): Promise<boolean> {
  try {
    await sendParts({ rest, id, offset: null }, file, options);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not-found') return false;
    throw error;
  }
}

type Started = { rest: RestClient; id: string; offset: number | null };

async function sendParts({ rest, id, offset: from }: Started, file: Blob, options: UploadOptions): Promise<void> {
  const path = addressOf(paths.continueUpload, { upload_id: id });
  let offset = from;
  let part = firstPart;
  let tries = 0;
  while (offset === null || offset < file.size) {
    try {
      offset ??= (await rest.call(paths.getUpload, { params: { upload_id: id } })).offset;
      if (offset >= file.size) break;
      const startedAt = performance.now();
      const deadline = AbortSignal.timeout(answerTimeoutMs);
      const answer = await rest.exchange(methodOf(paths.continueUpload), path, {
        headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        body: file.slice(offset, offset + part),
        signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
      });
      offset = Number(answer.headers.get('upload-offset'));
      part = nextPart(part, performance.now() - startedAt);
      tries = 0;
    } catch (error) {
      options.signal?.throwIfAborted();
      tries += 1;
      if (tries > triesMax || !isWorthAnotherTry(error)) throw error;
      offset = null;
      part = Math.max(leastPart, part / 4);
      const askedMs = error instanceof ApiError ? error.retryAfterMs : null;
      await pause(Math.min(10_000, askedMs ?? pauseMs * 2 ** (tries - 1)), options.signal);
    }
    if (offset !== null) options.onProgress?.(offset, file.size);
  }
}

function nextPart(part: number, tookMs: number): number {
  if (tookMs < partMs / 2) return Math.min(largestPart, part * 2);
  return tookMs > partMs * 2 ? Math.max(leastPart, part / 2) : part;
}

/** The server is away, or has another part of it than we thought; or the connection died without a word. */
function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  return error instanceof ApiError && ['network', 'unavailable', 'rate-limited', 'upload-moved'].includes(error.code);
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
  signal?.throwIfAborted();
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
