import type { Readable } from 'node:stream';
import { ApiError } from '../http/index.ts';

/** Whoever takes an archive for longer gives way to who waits: otherwise a few who read slowly keep out everybody else. */
const givesWayAfterMs = 30 * 60_000;

interface Turn {
  since: number;
  /** Null while it is not begun. */
  body: Readable | null;
}

/** Cheap to ask for and dear to make (A43): of one person there is one at a time. */
export class ExportTurns {
  readonly #underWay = new Map<string, Turn>();
  readonly #atOnce: number;
  readonly #monotonicNow: () => number;

  /** `atOnce`: archives that are made at once on this node; each reads and packs as fast as somebody takes it. */
  constructor(atOnce: number, monotonicNow: () => number = () => performance.now()) {
    this.#atOnce = atOnce;
    this.#monotonicNow = monotonicNow;
  }

  /** `make` is not called where it is nobody's turn. The turn ends with the stream, however that ends. */
  async take(userId: string, make: () => Promise<Readable>): Promise<Readable> {
    if (this.#underWay.has(userId)) {
      const detail = 'An export of yours is under way. Wait for it, then try again.';
      throw new ApiError('rate-limited', detail, { retryAfterSeconds: 10 });
    }
    if (this.#underWay.size >= this.#atOnce && !this.#makeRoom()) {
      const detail = 'Others are exporting right now. Try again in a minute.';
      throw new ApiError('unavailable', detail, { retryAfterSeconds: 60 });
    }
    const turn: Turn = { since: this.#monotonicNow(), body: null };
    this.#underWay.set(userId, turn);
    const end = (): void => {
      if (this.#underWay.get(userId) === turn) this.#underWay.delete(userId);
    };
    try {
      turn.body = (await make()).once('close', end);
      return turn.body;
    } catch (error) {
      end();
      throw error;
    }
  }

  /** The one that was begun first is first in the map. */
  #makeRoom(): boolean {
    const [first] = this.#underWay;
    if (!first) return false;
    const [userId, { since, body }] = first;
    if (body === null || this.#monotonicNow() - since < givesWayAfterMs) return false;
    this.#underWay.delete(userId);
    body.destroy(new Error('it took too long, and others wait'));
    return true;
  }
}
