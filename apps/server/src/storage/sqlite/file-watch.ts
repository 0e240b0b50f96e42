import { StorageFilesLostError } from '../storage-errors.ts';
import type { Lane } from './lane.ts';

const intervalMs = 1_000;

/** Has the writer look after its files while nobody writes, and tells once when they are lost. */
export class FileWatch {
  readonly #writer: Lane;
  readonly #onLost: (error: StorageFilesLostError) => void;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | null = null;
  #isLost = false;

  constructor(writer: Lane, onLost: (error: StorageFilesLostError) => void) {
    this.#writer = writer;
    this.#onLost = onLost;
    this.#timer = setInterval(() => this.#tick(), intervalMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  #tick(): void {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
  }

  async #look(): Promise<void> {
    try {
      await this.#writer.call('check-files', null);
      this.#isLost = false;
    } catch (error) {
      // Anything else is told by whoever writes.
      if (!(error instanceof StorageFilesLostError) || this.#isLost) return;
      this.#isLost = true;
      this.#onLost(error);
    }
  }
}
