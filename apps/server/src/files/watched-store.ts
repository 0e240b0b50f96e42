import type { Readable } from 'node:stream';
import { type ByteRange, FilesAwayError, type FileStore } from './file-store.ts';

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

  async ping(): Promise<void> {
    await (await this.#opened()).ping();
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
