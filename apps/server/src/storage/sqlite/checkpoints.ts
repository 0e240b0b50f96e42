import type { Lane } from './lane.ts';

const intervalMs = 200;
/** 64 MiB. */
const walPagesMax = 16_384;

/**
 * Keeps the WAL short without stalling the writer. A thread of its own moves pages to the database beside the writer. As
 * long as the writer writes, that thread never sees the very last ones, and the WAL can only start anew when all of
 * them are moved; so past `walPagesMax` the writer is asked to move the few that are left.
 */
export class Checkpoints {
  readonly #writer: Lane;
  readonly #keeper: Lane;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #jobsSeen = 0;

  constructor({ writer, keeper, onError }: { writer: Lane; keeper: Lane; onError: (error: unknown) => void }) {
    this.#writer = writer;
    this.#keeper = keeper;
    this.#onError = onError;
    this.#timer = setInterval(() => this.#tick(), intervalMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #tick(): void {
    const jobs = this.#writer.jobsDone;
    if (this.#running || jobs === this.#jobsSeen) return;
    this.#jobsSeen = jobs;
    this.#running = this.#checkpoint()
      .catch(this.#onError)
      .finally(() => {
        this.#running = null;
      });
  }

  async #checkpoint(): Promise<void> {
    const { walPages } = await this.#keeper.call('checkpoint', null);
    if (walPages > walPagesMax) await this.#writer.call('checkpoint', null);
  }
}
