import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type FileHandle, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '../http/index.ts';
import { isMissing } from './file-store.ts';
import { type Arriving, receivePart, TooManyBytesError } from './receive-part.ts';
import { readNewUpload, readPart, uploadBytesType } from './tus-headers.ts';
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
  /** All of it has arrived: resolves when it may be sent. `sha256` where it was seen to arrive from its beginning. */
  finish: (id: string, path: string, sha256?: string) => Promise<void>;
}

/** Uploads of which the hash is known so far: the others are read once more when they are whole. */
const arrivingMax = 10_000;

/**
 * Takes uploads by tus 1.0 (https://tus.io). Who may is decided before: of an upload that is not the caller's nothing comes here. One
 * request at a time has an upload; how far it is, its file says, so that what a process left when it was killed is gone on with.
 */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #turns = new UploadTurns();
  readonly #arriving = new Map<string, Arriving>();
  readonly #finishing = new Map<string, Promise<void>>();
  #underWay = 0;
  #isSyncing = false;

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Parts that are being received. */
  get underWay(): number {
    return this.#underWay;
  }

  /** How many bytes of it are here, once nobody writes to it any more; null where it is kept elsewhere, or nothing came. */
  async offsetOf(id: string): Promise<number | null> {
    return await this.#inTurn(
      id,
      () => {},
      () => this.#sizeOf(id),
    );
  }

  /** Refuses, or begins one; with its first bytes if they are in the request. */
  async begin(request: IncomingMessage, userId: string): Promise<{ id: string; offset: number }> {
    const { fileBytesMax, start, folder } = this.#options;
    const { name, size } = readNewUpload(request.headers);
    if (size > fileBytesMax) throw tooLarge(fileBytesMax);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const id = await start({ userId, name, size });
    await writeFile(this.#pathOf(id), '', { flag: 'wx', mode: 0o600 });
    const hasBytes = request.headers['content-type'] === uploadBytesType;
    return { id, offset: hasBytes ? await this.#receive({ id, size }, request, 0) : 0 };
  }

  /** Takes a part and answers how far it is. All of it being here, it is finished. */
  async goOn(upload: KnownUpload, request: IncomingMessage): Promise<number> {
    const { offset, length } = readPart(request.headers);
    if (offset + length > upload.size) throw new TooManyBytesError('More bytes than announced.');
    return await this.#receive(upload, request, offset);
  }

  /** Whoever asks while it is under way waits for the same. */
  async finish(id: string): Promise<void> {
    // Nothing is waited for between the look and the note: two would strip and move the same file.
    const known = this.#finishing.get(id);
    if (known) return await known;
    const finishing = this.#finish(id).finally(() => this.#finishing.delete(id));
    this.#finishing.set(id, finishing);
    await finishing;
  }

  async remove(id: string): Promise<void> {
    const { folder } = this.#options;
    this.#arriving.delete(id);
    await rm(this.#pathOf(id), { force: true });
    // Whoever still writes keeps the room on the disk.
    await this.#turns.askBack(id);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) if (name.startsWith(`${id}.`)) await rm(join(folder, name), { force: true });
  }

  #pathOf(id: string): string {
    return join(this.#options.folder, id);
  }

  async #sizeOf(id: string): Promise<number | null> {
    try {
      return (await stat(this.#pathOf(id))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async #finish(id: string): Promise<void> {
    const arriving = this.#arriving.get(id);
    const size = await this.#sizeOf(id);
    const sha256 = arriving && arriving.offset === size ? arriving.hash.copy().digest('hex') : undefined;
    await this.#options.finish(id, this.#pathOf(id), sha256);
    this.#arriving.delete(id);
  }

  async #receive({ id, size }: KnownUpload, request: IncomingMessage, offset: number): Promise<number> {
    const leave = (): void => void request.destroy();
    const arrived = await this.#inTurn(id, leave, async () => {
      const here = await this.#sizeOf(id);
      if (here === null) throw new ApiError('not-found', 'There is no such upload any more.');
      if (here !== offset) {
        throw new ApiError('upload-moved', 'The server has more or fewer bytes of it. Ask how many, and go on there.');
      }
      this.#underWay += 1;
      try {
        return await this.#write({ id, size }, request, offset);
      } finally {
        this.#underWay -= 1;
      }
    });
    if (arrived === size) await this.finish(id);
    return arrived;
  }

  async #write({ id, size }: KnownUpload, request: IncomingMessage, offset: number): Promise<number> {
    const handle = await open(this.#pathOf(id), 'r+');
    const arriving = this.#arrivingAt(id, offset);
    let arrived = offset;
    try {
      arrived = await receivePart(request, { handle, offset, size, arriving });
      return arrived;
    } finally {
      void this.#sendToDisk(handle);
    }
  }

  /**
   * Its way to the disk begins while the next part arrives; that it got there is waited for when it is kept. One at a time: they hold the
   * threads that all of Node's files and passwords wait for.
   */
  async #sendToDisk(handle: FileHandle): Promise<void> {
    try {
      if (this.#isSyncing) return;
      this.#isSyncing = true;
      await handle.datasync().finally(() => (this.#isSyncing = false));
    } catch {
      // The one that counts says so.
    } finally {
      await handle.close();
    }
  }

  #arrivingAt(id: string, offset: number): Arriving | null {
    const known = this.#arriving.get(id);
    if (known && known.offset === offset) return known;
    this.#arriving.delete(id);
    if (offset > 0) return null;
    const [oldest] = this.#arriving.keys();
    if (this.#arriving.size >= arrivingMax && oldest !== undefined) this.#arriving.delete(oldest);
    const begun = { hash: createHash('sha256'), offset: 0 };
    this.#arriving.set(id, begun);
    return begun;
  }

  async #inTurn<Result>(id: string, leave: () => void, work: () => Promise<Result>): Promise<Result> {
    const { lock, unlock } = this.#turns.newLock(id);
    await lock(new AbortController().signal, leave);
    try {
      return await work();
    } finally {
      await unlock();
    }
  }
}

function tooLarge(bytesMax: number): ApiError {
  return new ApiError('too-large', `A file has at most ${Math.floor(bytesMax / 1_048_576)} MiB here.`);
}

/** Whatever went wrong with an upload, as everything here is refused. */
export function toUploadRefusal(error: unknown): unknown {
  if (error instanceof ApiError) return error;
  if (error instanceof TooManyBytesError) return new ApiError('too-large', 'There are more bytes than were announced.');
  return new ApiError('unavailable', 'The file can’t be written right now. Try again in a moment.', {
    retryAfterSeconds: 5,
    cause: error,
  });
}
