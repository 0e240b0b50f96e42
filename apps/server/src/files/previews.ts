import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { previewHeightMax, type PreviewWidth, previewWidthsOf } from '@confab/protocol/files';
import { ApiError, RawAnswer } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/storage.ts';
import { copyBytes } from './copy-bytes.ts';
import { keepPreviewRule, type KeptPreviews } from './file-rules.ts';
import { FilesAwayError, type FileStore, isMissing, previewKey } from './file-store.ts';
import { hashPreview, type LookContext } from './look-at-picture.ts';
import { filesAway } from './open-file.ts';
import { findFile, type FileRow, isStillThere } from './read-files.ts';

export interface PreviewContext extends LookContext {
  storage: Storage;
  store: FileStore;
  writer: LogWriter;
}

interface Asking {
  fileId: string;
  callerId: string;
  width: PreviewWidth;
  ifNoneMatch: string | undefined;
}

/** Smaller pictures, which are made when somebody asks first, and kept beside the file. */
export class Previews {
  readonly #context: PreviewContext;
  readonly #making = new Map<string, Promise<Buffer>>();

  constructor(context: PreviewContext) {
    this.#context = context;
  }

  /** Through the door of the file, as every look at it: also for what a browser has kept. */
  async open({ fileId, callerId, width: asked, ifNoneMatch }: Asking): Promise<RawAnswer> {
    const file = await findFile(this.#context.storage, fileId, callerId);
    if (!file || file.width === null || file.height === null) throw noPreview();
    const width = previewWidthsOf(file.width, file.height).findLast((each) => each <= asked) ?? asked;
    const etag = `"${file.key.slice(0, 32)}-${width}"`;
    const about = {
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      etag,
    };
    if (ifNoneMatch?.includes(etag)) return new RawAnswer(304, about);
    const bytes = (await this.#read(file, width)) ?? (await this.#make(file, width, callerId));
    return new RawAnswer(200, { ...about, 'content-length': String(bytes.length) }, Readable.from([bytes]));
  }

  async #read(file: FileRow, width: PreviewWidth): Promise<Buffer | null> {
    const [sha256] = (JSON.parse(file.previews ?? '{}') as KeptPreviews)[width] ?? [];
    return sha256 === undefined ? null : await this.#readKept(previewKey(file.id, width, sha256));
  }

  async #readKept(key: string): Promise<Buffer | null> {
    try {
      return await buffer(await this.#context.store.read(key));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error instanceof FilesAwayError ? filesAway(error) : error;
    }
  }

  /** Once, however many ask at the same time. */
  async #make(file: FileRow, width: PreviewWidth, callerId: string): Promise<Buffer> {
    const name = `${file.id}.${width}`;
    const making = this.#making.get(name) ?? this.#draw(file, width, callerId);
    this.#making.set(name, making);
    try {
      return await making;
    } finally {
      this.#making.delete(name);
    }
  }

  async #draw(file: FileRow, width: PreviewWidth, callerId: string): Promise<Buffer> {
    const { pictures, store, work } = this.#context;
    const [from, to] = [join(work, randomUUID()), join(work, randomUUID())];
    await mkdir(work, { recursive: true, mode: 0o700 });
    try {
      // Wherever files are kept: whoever draws reads it at any place.
      await copyBytes(await store.read(file.key), from, createHash('sha256'));
      const drawing = { to, width, height: previewHeightMax(width) };
      const result = await pictures.run({ from, type: file.type, drawings: [drawing] }, callerId);
      if ('none' in result) throw noPreview();
      const made = await readFile(to);
      await this.#keep(file.id, width, to);
      return made;
    } catch (error) {
      throw error instanceof FilesAwayError ? filesAway(error) : error;
    } finally {
      await Promise.all([from, to].map((path) => rm(path, { force: true })));
    }
  }

  /** Named first, then kept: whoever removes the file knows of it. */
  async #keep(id: string, width: PreviewWidth, path: string): Promise<void> {
    const { storage, store, writer } = this.#context;
    const [sha256, bytes] = await hashPreview(path);
    if (!(await submit(writer, keepPreviewRule.command({ id, width, sha256, bytes })))) throw noPreview();
    const key = previewKey(id, width, sha256);
    await store.keep(key, path);
    // It went meanwhile, and what is named with it before this was kept.
    if (!(await isStillThere(storage, id))) await store.remove(key);
  }
}

function noPreview(): ApiError {
  return new ApiError('not-found', 'There is no such picture, or you may not see it.');
}
