import type { IncomingMessage } from 'node:http';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { filePaths, routeOf } from '@confab/protocol';
import type { Server } from '@tus/server';
import { ApiError, RawAnswer } from '../http/index.ts';
import { isMissing } from './folder-store.ts';
import { UploadTurns } from './upload-turns.ts';

/** An upload as the database has it. */
export interface KnownUpload {
  id: string;
  size: number;
}

export interface UploadsOptions {
  /** Where bytes are until all have arrived. */
  folder: string;
  fileBytesMax: number;
  /** Refuses, or makes the row; answers the id. */
  start: (upload: { userId: string; name: string; size: number }) => Promise<string>;
  /** An upload that is under way. */
  find: (id: string) => Promise<KnownUpload | null>;
  /** All of it has arrived: resolves when it may be sent. */
  finish: (id: string, path: string) => Promise<void>;
}

const answered = ['location', 'tus-resumable', 'upload-offset', 'upload-length'];
const understood = [
  'content-length',
  'content-type',
  'tus-resumable',
  'upload-defer-length',
  'upload-length',
  'upload-metadata',
  'upload-offset',
];

/**
 * The tus protocol, by its library. Who may is decided before: of an upload that is not the caller's nothing comes here. What the library
 * would keep beside the bytes, the database knows.
 */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #refusals = new WeakMap<Request, unknown>();
  readonly #people = new WeakMap<Request, string>();
  readonly #turns = new UploadTurns();
  #server: Promise<Server> | undefined;

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  pathOf(id: string): string {
    return join(this.#options.folder, id);
  }

  /** How many bytes of it are here; null once it is kept elsewhere, or where nothing came. */
  async sizeOf(id: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(id))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
    // Whoever still writes keeps the room on the disk.
    await this.#turns.askBack(id);
  }

  /** Answers a request of the protocol. Throws an `ApiError` to refuse, and then the connection ends: a body may be on its way. */
  async handle(raw: IncomingMessage, method: string, userId: string): Promise<RawAnswer> {
    const request = toRequest(raw, method);
    this.#people.set(request, userId);
    // Loaded with the first upload: a start does not wait for it.
    this.#server ??= this.#open();
    const server = await this.#server;
    const response = await server.handleWeb(request);
    const refusal = this.#refusals.get(request);
    if (refusal !== undefined) throw refusal instanceof Error ? refusal : toRefusal(refusal);
    if (response.status >= 400) throw toRefusal({ status_code: response.status, body: await response.text() });
    const headers = answered.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return new RawAnswer(response.status, Object.fromEntries(headers) as Record<string, string>);
  }

  async #open(): Promise<Server> {
    const [{ Server: TusServer }, { FileStore }] = await Promise.all([
      import('@tus/server'),
      import('@tus/file-store'),
    ]);
    const { folder, fileBytesMax, start, find, finish } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new TusServer({
      path: routeOf(filePaths.startUpload),
      relativeLocation: true,
      maxSize: fileBytesMax,
      locker: this.#turns,
      datastore: new FileStore({
        directory: folder,
        configstore: {
          async get(id) {
            const upload = await find(id);
            return upload ? ({ id, size: upload.size, offset: 0 } as never) : undefined;
          },
          set: () => Promise.resolve(),
          delete: () => Promise.resolve(),
        },
      }),
      namingFunction: async (request, metadata) => {
        const size = Number(request.headers.get('upload-length') ?? Number.NaN);
        if (!(size > 0)) {
          throw new ApiError('invalid-request', 'Say in Upload-Length how many bytes there will be, at least one.');
        }
        if (size > fileBytesMax) throw tooLarge(fileBytesMax);
        const name = metadata?.['filename'] ?? metadata?.['name'] ?? '';
        return await start({ userId: this.#people.get(request) ?? '', name, size });
      },
      onUploadFinish: async (_request, { id }) => {
        await finish(id, this.pathOf(id));
        return {};
      },
      onResponseError: (request, error) => {
        this.#refusals.set(request, error);
        return undefined;
      },
    });
  }
}

/** Of what the library asks for. It hears of a client that goes through `runtime`, as from the server that it brings along. */
function toRequest(raw: IncomingMessage, method: string): Request {
  const headers = new Headers();
  for (const name of understood) {
    const value = raw.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  // How far it is may be asked without the protocol.
  if (method === 'HEAD') headers.set('tus-resumable', '1.0.0');
  const body = method === 'HEAD' || method === 'DELETE' ? null : (Readable.toWeb(raw) as ReadableStream);
  const request = new Request(new URL(raw.url ?? '/', 'http://files'), {
    method,
    headers,
    body,
    ...(body && { duplex: 'half' as const }),
  });
  return Object.assign(request, { runtime: { node: { req: raw } } });
}

function tooLarge(bytesMax: number): ApiError {
  return new ApiError('too-large', `A file has at most ${Math.floor(bytesMax / 1_048_576)} MiB here.`);
}

/** What the library refuses, as everything here is refused. */
function toRefusal(error: unknown): unknown {
  const { status_code: status = 500, body = '' } = error as { status_code?: number; body?: string };
  if (status === 404 || status === 410) return new ApiError('not-found', 'There is no such upload.');
  if (status === 409) {
    return new ApiError('upload-moved', 'The server has more or fewer bytes of it. Ask how many, and go on there.');
  }
  if (status === 413) return new ApiError('too-large', 'There are more bytes than were announced.');
  if (status === 415 || /Content-Type/i.test(body)) {
    return new ApiError('unsupported-media-type', 'Send the bytes as application/offset+octet-stream.');
  }
  if (status < 500) return new ApiError('invalid-request', body.trim() || 'This is no upload as tus 1.0 wants it.');
  return new ApiError('unavailable', 'The file can’t be written right now. Try again in a moment.', {
    retryAfterSeconds: 5,
    cause: error,
  });
}
