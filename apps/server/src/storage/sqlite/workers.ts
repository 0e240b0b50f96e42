import { Lane, type LaneOptions } from './lane.ts';

/** The writer and the readers of one database. */
export class SqliteWorkers {
  readonly writer: Lane;
  readonly #readers: readonly Lane[];

  private constructor(writer: Lane, readers: readonly Lane[]) {
    this.writer = writer;
    this.#readers = readers;
  }

  static async open(options: Omit<LaneOptions, 'entry'>, readerCount: number): Promise<SqliteWorkers> {
    // First the writer: it takes the lock and makes the file.
    const writer = await Lane.open({ ...options, entry: new URL('./writer.ts', import.meta.url) });
    try {
      const entry = new URL('./reader.ts', import.meta.url);
      const readers = await Promise.all(Array.from({ length: readerCount }, () => Lane.open({ ...options, entry })));
      return new SqliteWorkers(writer, readers);
    } catch (error) {
      await writer.close();
      throw error;
    }
  }

  /** The reader with the least to do. */
  get reader(): Lane {
    return this.#readers.reduce((idlest, reader) => (reader.load < idlest.load ? reader : idlest), this.#firstReader);
  }

  /** Readers first: the last connection to close folds the WAL into the database. */
  async close(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.close()));
    await this.writer.close();
  }

  get #firstReader(): Lane {
    const [first] = this.#readers;
    if (!first) throw new Error('A database needs a reader.');
    return first;
  }
}
