import type { StorageFilesLostError } from '../storage-errors.ts';
import { Checkpoints } from './checkpoints.ts';
import { FileWatch } from './file-watch.ts';
import { Lane, type LaneOptions } from './lane.ts';

export interface WorkersOptions extends Omit<LaneOptions, 'entry'> {
  readers: number;
  /** A checkpoint failed. The WAL grows until one succeeds; writes go on. */
  onCheckpointError(error: unknown): void;
  /** The files were deleted, moved or replaced; told once, until they are back. */
  onFilesLost(error: StorageFilesLostError): void;
}

interface Lanes {
  writer: Lane;
  keeper: Lane;
  readers: readonly Lane[];
}

/** The threads of one database: one writes, some read, one keeps the WAL short. */
export class SqliteWorkers {
  readonly #lanes: Lanes;
  readonly #checkpoints: Checkpoints;
  readonly #fileWatch: FileWatch;

  private constructor(lanes: Lanes, options: WorkersOptions) {
    this.#lanes = lanes;
    const { writer, keeper } = lanes;
    this.#checkpoints = new Checkpoints({ writer, keeper, onError: (error) => options.onCheckpointError(error) });
    this.#fileWatch = new FileWatch(writer, (error) => options.onFilesLost(error));
  }

  static async open(options: WorkersOptions): Promise<SqliteWorkers> {
    // First the writer: it takes the lock and makes the file.
    const writer = await Lane.open({ ...options, entry: new URL('./writer.ts', import.meta.url) });
    const opened: Lane[] = [];
    const open = async (entry: URL): Promise<Lane> => {
      const lane = await Lane.open({ ...options, entry });
      opened.push(lane);
      return lane;
    };
    const readerEntry = new URL('./reader.ts', import.meta.url);
    try {
      const [keeper, ...readers] = await Promise.all([
        open(new URL('./keeper.ts', import.meta.url)),
        ...Array.from({ length: options.readers }, () => open(readerEntry)),
      ]);
      return new SqliteWorkers({ writer, keeper, readers }, options);
    } catch (error) {
      await Promise.all(opened.map((lane) => lane.close()));
      await writer.close();
      throw error;
    }
  }

  get writer(): Lane {
    return this.#lanes.writer;
  }

  /** The reader with the least to do. */
  get reader(): Lane {
    return this.#lanes.readers.reduce((idlest, reader) => (reader.load < idlest.load ? reader : idlest));
  }

  /** The writer last: closing the last connection folds the WAL into the database. */
  async close(): Promise<void> {
    await Promise.all([this.#checkpoints.stop(), this.#fileWatch.stop()]);
    await Promise.all([...this.#lanes.readers, this.#lanes.keeper].map((lane) => lane.close()));
    await this.writer.close();
  }
}
