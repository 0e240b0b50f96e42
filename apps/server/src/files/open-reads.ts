import type { Readable } from 'node:stream';
import { ApiError } from '../http/index.ts';

/** More than a page shows at once. */
const openMax = 64;

/**
 * Counts what is being sent of files to each person. What one holds of the memory it holds for as long as its reader likes, and nobody
 * counts the bytes of a stream: so their number is bounded (A42).
 */
export class OpenReads {
  readonly #open = new Map<string, number>();

  /** Counts the stream until it is closed. Throws `rate-limited` where too many are open. */
  async open(userId: string, read: () => Promise<Readable>): Promise<Readable> {
    const before = this.#open.get(userId) ?? 0;
    if (before >= openMax) {
      throw new ApiError('rate-limited', 'Too many files wait to be taken. Read them, then ask again.', {
        retryAfterSeconds: 5,
      });
    }
    this.#open.set(userId, before + 1);
    try {
      return (await read()).once('close', () => this.#leave(userId));
    } catch (error) {
      this.#leave(userId);
      throw error;
    }
  }

  #leave(userId: string): void {
    const left = (this.#open.get(userId) ?? 1) - 1;
    if (left === 0) this.#open.delete(userId);
    else this.#open.set(userId, left);
  }
}
