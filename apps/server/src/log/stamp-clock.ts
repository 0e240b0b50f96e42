import type { Clock } from '../realtime/clock.ts';

/** A clock that was further ahead than this was wrong: its successors need not follow it slowly. */
const longestSlewMs = 3_600_000;

/**
 * The times that changes are stamped with. A wall clock that is set back would sort what is said next below what was
 * said before, in lists of chats too, where the log can't hold it: so the stamps do not go back but at half their pace,
 * as `adjtime` does it, until the wall clock has come up with them. Whole milliseconds.
 */
export function createStampClock({ wallNow, monotonicNow }: Pick<Clock, 'wallNow' | 'monotonicNow'>): () => number {
  let stamp = wallNow();
  let stampedAt = monotonicNow();
  return () => {
    const wall = wallNow();
    const now = monotonicNow();
    const slewed = stamp + (now - stampedAt) / 2;
    const aheadMs = slewed - wall;
    stamp = aheadMs > 0 && aheadMs <= longestSlewMs ? slewed : wall;
    stampedAt = now;
    return Math.floor(stamp);
  };
}
