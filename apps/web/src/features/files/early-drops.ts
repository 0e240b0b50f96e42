import type { ConfabClient } from '@confab/client';
import type { EarlyDrop } from '../../lib/early-drops.ts';

/** On the same page; whoever left it, or waited longer, does not expect it any more. */
const patienceMs = 300_000;
const lookAgainMs = 200;

/** What was dropped before it was known whether this server takes files, or before the composer was there. */
export class EarlyDrops {
  readonly #client: ConfabClient;
  readonly #take: (target: Element | null, files: File[]) => boolean;
  #waiting: EarlyDrop[];
  #timer: number | undefined;

  /** `take` answers whether there is somebody who took them. */
  constructor(client: ConfabClient, take: (target: Element | null, files: File[]) => boolean) {
    this.#client = client;
    this.#take = take;
    this.#waiting = window.confabDrops ?? [];
    window.confabDrops = null;
    this.#look();
  }

  /** Nobody knows yet whether they are taken. */
  get areOpen(): boolean {
    return this.#client.getState().features.length === 0;
  }

  add(drop: EarlyDrop): void {
    this.#waiting.push(drop);
    this.#look();
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #look(): void {
    window.clearTimeout(this.#timer);
    this.#waiting = this.#waiting.filter((drop) => isOfNow(drop) && !this.#isTaken(drop));
    if (this.#waiting.length > 0) this.#timer = window.setTimeout(() => this.#look(), lookAgainMs);
  }

  #isTaken({ x, y, files }: EarlyDrop): boolean {
    if (this.areOpen) return false;
    const there = document.elementFromPoint(x, y);
    // Where they were dropped something else may stand now: there is one conversation, if no thread is beside it.
    const target = there?.closest('.conversation') ? there : document.querySelector('.conversation');
    return this.#take(target, files);
  }
}

function isOfNow({ at, path }: EarlyDrop): boolean {
  return path === window.location.pathname && performance.now() - at < patienceMs;
}
