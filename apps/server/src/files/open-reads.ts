import type { Readable } from 'node:stream';
import { ApiError } from '../http/index.ts';

/** More than a page shows at once. */
const openMax = 64;

interface Read {
  /** Null until there is something to send. */
  stream: Readable | null;
}

/**
 * Counts what is being sent of files to each person. What one holds of the memory it holds for as long as its reader likes, and nobody
 * counts the bytes of a stream: so their number is bounded (A42). Where the place for files takes so many at once, whoever comes and finds
 * it full has the oldest of whoever holds the most ended: it can be gone on with, by its range.
 */
export class OpenReads {
  readonly #open = new Map<string, Set<Read>>();
  readonly #allMax: number;
  #all = 0;

  /** `allMax`: as many as the place for files takes at once. */
  constructor(allMax = Number.POSITIVE_INFINITY) {
    this.#allMax = allMax;
  }

  /** Counts the stream until it is closed. Throws `rate-limited` where too many are open. */
  async open(userId: string, read: () => Promise<Readable>): Promise<Readable> {
    const own = this.#open.get(userId) ?? new Set();
    if (own.size >= openMax || (this.#all >= this.#allMax && !this.#endOneOf(own.size))) {
      throw new ApiError('rate-limited', 'Too many files wait to be taken. Read them, then ask again.', {
        retryAfterSeconds: 5,
      });
    }
    const opened: Read = { stream: null };
    this.#open.set(userId, own.add(opened));
    this.#all += 1;
    try {
      opened.stream = await read();
      return opened.stream.once('close', () => this.#leave(userId, opened));
    } catch (error) {
      this.#leave(userId, opened);
      throw error;
    }
  }

  /** Of somebody who holds more than one who holds so many would then. */
  #endOneOf(others: number): boolean {
    let most: [userId: string, reads: Set<Read>] | null = null;
    for (const entry of this.#open) if (entry[1].size > (most?.[1].size ?? others + 1)) most = entry;
    const oldest = most && [...most[1]].find(({ stream }) => stream !== null);
    if (!most || !oldest) return false;
    this.#leave(most[0], oldest);
    oldest.stream?.destroy(new Error('others wait to read, and this one is read by whoever holds the most'));
    return true;
  }

  #leave(userId: string, read: Read): void {
    const own = this.#open.get(userId);
    if (!own?.delete(read)) return;
    this.#all -= 1;
    if (own.size === 0) this.#open.delete(userId);
  }
}
