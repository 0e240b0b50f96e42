import { serverLimits } from '@confab/protocol';
import type { Clock } from '../realtime/clock.ts';

/** At most one typing event per person, chat and second, whatever the devices or the bus say (D23). */
export class TypingPace {
  readonly #clock: Clock;
  /** When each person was last shown in each chat, the longest ago first. */
  readonly #shownAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers whether it is to be shown. */
  take(chatId: string, userId: string): boolean {
    const now = this.#clock.monotonicNow();
    for (const [key, at] of this.#shownAt) {
      if (now - at < serverLimits.ephemeralIntervalMs) break;
      this.#shownAt.delete(key);
    }
    const key = `${chatId} ${userId}`;
    if (this.#shownAt.has(key)) return false;
    this.#shownAt.set(key, now);
    return true;
  }
}
