/** Who of a person's devices is to be told when. */
export interface Presence {
  isOnline: boolean;
  /** They do something on one of their devices. */
  isAttentive: boolean;
}

const [connectedWaitMs, firstLookMs, longestLookMs] = [15_000, 15_000, 300_000];

/**
 * How long a message that was sent `ageMs` ago is kept from a person's other devices; 0: it is not. Whoever is connected may be about to
 * read it, and whoever is busy on one device is not disturbed by another: it is looked at again less and less often.
 */
export function patienceMs(ageMs: number, { isOnline, isAttentive }: Presence): number {
  if (isAttentive) return Math.min(longestLookMs, Math.max(firstLookMs, ageMs));
  return isOnline ? Math.max(0, connectedWaitMs - ageMs) : 0;
}
