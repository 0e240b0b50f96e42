/** The frame of the change that follows `fromRev`. */
export interface RecentChange {
  fromRev: number;
  frame: Buffer;
  /** Ceased to be a member with this change. */
  leaver: string | null;
}

/**
 * The last changes of a chat, kept so that a connection that was slow for a moment is caught up without a read. Bounded
 * in number and in bytes; the frames are those that were sent, not copies.
 */
export class ChangeRing {
  readonly #maxChanges: number;
  readonly #maxBytes: number;
  #changes: RecentChange[] = [];
  #bytes = 0;

  constructor({ maxChanges = 128, maxBytes = 128 * 1024 } = {}) {
    this.#maxChanges = maxChanges;
    this.#maxBytes = maxBytes;
  }

  push(change: RecentChange): void {
    this.#changes.push(change);
    this.#bytes += change.frame.length;
    if (this.#changes.length > this.#maxChanges || this.#bytes > this.#maxBytes) this.#dropOldHalf();
  }

  /** Half at a time: shifting the array for every change would cost more than it saves. */
  #dropOldHalf(): void {
    this.#changes = this.#changes.slice(Math.ceil(this.#changes.length / 2));
    this.#bytes = this.#changes.reduce((sum, change) => sum + change.frame.length, 0);
  }

  /** All that came after `rev`, or null where the ring does not reach back to it. */
  since(rev: number): readonly RecentChange[] | null {
    const index = this.#changes.findIndex((change) => change.fromRev === rev);
    return index === -1 ? null : this.#changes.slice(index);
  }

  clear(): void {
    this.#changes = [];
    this.#bytes = 0;
  }
}
