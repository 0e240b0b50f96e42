import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { previewHeightMax, type PreviewWidth, previewWidthsOf } from '@confab/protocol/files';
import { ApiError, RawAnswer } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/storage.ts';
import { type DrawContext, drawStored, noPicture } from './draw-stored.ts';
import { keepPreviewRule, type KeptPreviews } from './file-rules.ts';
import { FilesAwayError, isMissing, previewKey } from './file-store.ts';
import { hashPreview } from './look-at-picture.ts';
import { filesAway } from './open-file.ts';
import type { OpenReads } from './open-reads.ts';
import { findFile, type FileRow, isStillThere, maySeeFile } from './read-files.ts';
import { whileAllowed } from './while-allowed.ts';

export interface PreviewContext extends DrawContext {
  storage: Storage;
  writer: LogWriter;
  reads: OpenReads;
  clock: { monotonicNow: () => number };
}

interface Asking {
  fileId: string;
  callerId: string;
  width: PreviewWidth;
  ifNoneMatch: string | undefined;
}

const failedMax = 1_000;

/** Smaller pictures, which are made when somebody asks first, and kept beside the file. */
export class Previews {
  readonly #context: PreviewContext;
  readonly #failed = new Set<string>();
  readonly #making = new Map<string, Promise<Buffer>>();

  constructor(context: PreviewContext) {
    this.#context = context;
  }

  /** Through the door of the file, as every look at it: also for what a browser has kept. */
  async open({ fileId, callerId, width: asked, ifNoneMatch }: Asking): Promise<RawAnswer> {
    const file = await findFile(this.#context.storage, fileId, callerId);
    if (!file || file.width === null || file.height === null) throw noPicture();
    const width = previewWidthsOf(file.width, file.height).findLast((each) => each <= asked) ?? asked;
    const etag = `"${file.key.slice(0, 32)}-${width}"`;
    const about = {
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'private, no-cache',
      etag,
    };
    if (ifNoneMatch?.includes(etag)) return new RawAnswer(304, about);
    const [sha256, length] = (JSON.parse(file.previews ?? '{}') as KeptPreviews)[width] ?? [];
    const kept =
      sha256 === undefined ? null : await this.#readKept(previewKey(file.id, width, sha256), { fileId, callerId });
    if (kept) return new RawAnswer(200, { ...about, 'content-length': String(length) }, kept);
    const made = await this.#make(file, width, callerId);
    return new RawAnswer(200, { ...about, 'content-length': String(made.length) }, made);
  }

  /** Some have megabytes: none is in memory as a whole for whoever does not take it. */
  async #readKept(key: string, { fileId, callerId }: Pick<Asking, 'fileId' | 'callerId'>): Promise<Readable | null> {
    const { reads, store, storage, clock } = this.#context;
    const mayRead = (): Promise<boolean> => maySeeFile(storage, fileId, callerId);
    try {
      return await reads.open(callerId, async () => whileAllowed(await store.read(key), { mayRead, clock }));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error instanceof FilesAwayError ? filesAway(error) : error;
    }
  }

  /** Once, however many ask at the same time. */
  async #make(file: FileRow, width: PreviewWidth, callerId: string): Promise<Buffer> {
    const name = `${file.id}.${width}`;
    if (this.#failed.has(name)) throw noPicture();
    const making = this.#making.get(name) ?? this.#draw(file, width, callerId);
    this.#making.set(name, making);
    try {
      return await making;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found') this.#remember(name);
      throw error;
    } finally {
      this.#making.delete(name);
    }
  }

  /** What took all that a picture may take is not tried again for everybody who asks (A43). */
  #remember(name: string): void {
    if (this.#failed.size >= failedMax) this.#failed.clear();
    this.#failed.add(name);
  }

  async #draw(file: FileRow, width: PreviewWidth, owner: string): Promise<Buffer> {
    const wanted = [{ width, height: previewHeightMax(width) }];
    const use = async ([path = '']: readonly string[]): Promise<Buffer> => {
      const made = await readFile(path);
      await this.#keep(file.id, width, path);
      return made;
    };
    return await drawStored(this.#context, { file, owner, wanted, use });
  }

  /** Named first, then kept: whoever removes the file knows of it. */
  async #keep(id: string, width: PreviewWidth, path: string): Promise<void> {
    const { storage, store, writer } = this.#context;
    const [sha256, bytes] = await hashPreview(path);
    if (!(await submit(writer, keepPreviewRule.command({ id, width, sha256, bytes })))) throw noPicture();
    const key = previewKey(id, width, sha256);
    await store.keep(key, path);
    // It went meanwhile, and what is named with it before this was kept.
    if (!(await isStillThere(storage, id))) await store.remove(key);
  }
}
