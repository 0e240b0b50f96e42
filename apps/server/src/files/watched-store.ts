import type { Readable } from 'node:stream';
import { type ByteRange, FilesAwayError, type FileStore } from './file-store.ts';

const [pingEveryMs, pingMs] = [2_000, 2_000];

type Operation = 'keep' | 'read' | 'remove';

/** A place for files that is opened with the first that is asked of it, and counts how often it was away, for operators. */
export class WatchedStore implements FileStore {
  readonly #open: () => Promise<FileStore>;
  readonly #failures = new Map<Operation, number>([
    ['keep', 0],
    ['read', 0],
    ['remove', 0],
  ]);
  #store: Promise<FileStore> | undefined;
  #ping: Promise<void> = Promise.resolve();
  #pingedAt = Number.NEGATIVE_INFINITY;

  constructor(open: () => Promise<FileStore>) {
    this.#open = open;
  }

  get failures(): Iterable<readonly [string, number]> {
    return this.#failures;
  }

  async keep(key: string, path: string): Promise<void> {
    await this.#counted('keep', (store) => store.keep(key, path));
  }

  async sizeOf(key: string): Promise<number | null> {
    return await (await this.#opened()).sizeOf(key);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    return await this.#counted('read', (store) => store.read(key, range));
  }

  async remove(key: string): Promise<void> {
    await this.#counted('remove', (store) => store.remove(key));
  }

  /** Once in a while, however many ask, and in bounded time: a folder of another machine may say nothing at all. */
  async ping(): Promise<void> {
    if (performance.now() - this.#pingedAt > pingEveryMs) {
      this.#pingedAt = performance.now();
      this.#ping = this.#opened().then((store) => store.ping());
      this.#ping.catch(() => {});
    }
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new FilesAwayError('The place for files does not answer.')), pingMs);
    try {
      await Promise.race([this.#ping, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #counted<Result>(operation: Operation, work: (store: FileStore) => Promise<Result>): Promise<Result> {
    try {
      return await work(await this.#opened());
    } catch (error) {
      if (error instanceof FilesAwayError) this.#failures.set(operation, (this.#failures.get(operation) ?? 0) + 1);
      throw error;
    }
  }

  #opened(): Promise<FileStore> {
    this.#store ??= this.#open();
    return this.#store;
  }
}
