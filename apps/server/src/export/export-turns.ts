import type { Readable } from 'node:stream';
import { ApiError } from '../http/index.ts';

/** Cheap to ask for and dear to make (A43): of one person there is one at a time. */
export class ExportTurns {
  readonly #underWay = new Set<string>();
  readonly #atOnce: number;

  /** `atOnce`: archives that are made at once on this node; each reads and packs as fast as somebody takes it. */
  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** `make` is not called where it is nobody's turn. The turn ends with the stream, however that ends. */
  async take(userId: string, make: () => Promise<Readable>): Promise<Readable> {
    if (this.#underWay.has(userId)) {
      const detail = 'An export of yours is under way. Wait for it, then try again.';
      throw new ApiError('rate-limited', detail, { retryAfterSeconds: 10 });
    }
    if (this.#underWay.size >= this.#atOnce) {
      const detail = 'Others are exporting right now. Try again in a minute.';
      throw new ApiError('unavailable', detail, { retryAfterSeconds: 60 });
    }
    this.#underWay.add(userId);
    const end = (): void => void this.#underWay.delete(userId);
    try {
      return (await make()).once('close', end);
    } catch (error) {
      end();
      throw error;
    }
  }
}
