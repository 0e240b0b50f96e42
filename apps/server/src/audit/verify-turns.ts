import type { AuditVerdict } from '@confab/protocol';
import { ApiError } from '../http/index.ts';

/** Whoever has a log that is read this fast is never made to wait. */
const shortMs = 500;
/** Of its time a node spends at most a tenth on it. */
const restPerWork = 9;
const restMaxMs = 600_000;

/**
 * Reads of the whole audit log: cheap to ask for, and dear with a long log (A43). One at a time on a node, which answers all who ask
 * meanwhile; after a long one it rests.
 */
export class VerifyTurns {
  readonly #verify: () => Promise<AuditVerdict>;
  readonly #monotonicNow: () => number;
  #underWay: Promise<AuditVerdict> | null = null;
  #restsUntil = -Infinity;

  constructor(verify: () => Promise<AuditVerdict>, monotonicNow: () => number = () => performance.now()) {
    this.#verify = verify;
    this.#monotonicNow = monotonicNow;
  }

  /** Throws `rate-limited` while it rests. */
  async take(): Promise<AuditVerdict> {
    if (this.#underWay) return await this.#underWay;
    const waitMs = this.#restsUntil - this.#monotonicNow();
    if (waitMs > 0) {
      const detail = 'The log is long, and was read a short while ago. Try again later, or run “confab audit verify”.';
      throw new ApiError('rate-limited', detail, { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
    }
    this.#underWay = this.#run().finally(() => (this.#underWay = null));
    return await this.#underWay;
  }

  async #run(): Promise<AuditVerdict> {
    const since = this.#monotonicNow();
    try {
      return await this.#verify();
    } finally {
      const end = this.#monotonicNow();
      const tookMs = end - since;
      if (tookMs > shortMs) this.#restsUntil = end + Math.min(tookMs * restPerWork, restMaxMs);
    }
  }
}
