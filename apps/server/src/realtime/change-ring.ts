import { joinFrames } from './frame.ts';

/** The frame of the change that follows `fromRev`. */
export interface RecentChange {
  fromRev: number;
  frame: Buffer;
  /** Ceased to be a member with this change. */
  leaver: string | null;
}

/** Changes one after another, joined once for all who are caught up from the same place (D10). */
export interface RecentPage {
  frames: Buffer;
  /** Who ceased to be members in it. */
  leavers: ReadonlySet<string>;
}

/**
 * The last changes of a chat, kept so that a connection that was slow for a moment is caught up without a read. Bounded
 * in number and in bytes; the frames are those that were sent, not copies but for one page.
 */
export class ChangeRing {
  readonly #maxChanges: number;
  readonly #maxBytes: number;
  #changes: RecentChange[] = [];
  #bytes = 0;
  /** What was asked for last: in a rush everybody asks for the same. */
  #page: { fromRev: number; page: RecentPage } | null = null;

  constructor({ maxChanges = 128, maxBytes = 128 * 1024 } = {}) {
    this.#maxChanges = maxChanges;
    this.#maxBytes = maxBytes;
  }

  push(change: RecentChange): void {
    this.#page = null;
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
  since(rev: number): RecentPage | null {
    if (this.#page?.fromRev === rev) return this.#page.page;
    const index = this.#changes.findIndex((change) => change.fromRev === rev);
    if (index === -1) return null;
    const changes = this.#changes.slice(index);
    const page = {
      frames: joinFrames(changes.map(({ frame }) => frame)),
      leavers: new Set(changes.flatMap(({ leaver }) => leaver ?? [])),
    };
    this.#page = { fromRev: rev, page };
    return page;
  }

  /** Called every few seconds: a page that was shared in a rush is let go. */
  forgetPage(): void {
    this.#page = null;
  }

  clear(): void {
    this.#changes = [];
    this.#bytes = 0;
    this.#page = null;
  }
}
