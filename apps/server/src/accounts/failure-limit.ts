import { createHash } from 'node:crypto';
import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/index.ts';

export interface Tier {
  max: number;
  perSeconds: number;
}

/** What is counted, by what it is counted, and how much of it is too much. Shorter tiers come first. */
export interface Counter {
  name: string;
  key: string;
  tiers: readonly Tier[];
  /**
   * Looked at before any other is counted, though counted in its turn: whoever is past it leaves no more keys behind, of
   * which the memory holds so many only.
   */
  isGate?: true;
}

/**
 * Counts what fails. It is counted before it is tried, so that many at once are no way round, and given back where it
 * did not fail. Of several tiers the longer ones don't count what a shorter one has refused: whoever goes on knocking
 * waits no longer for it, and each further failure that is let in makes the wait grow.
 */
export async function limitFailures<Done>(
  rates: RateStore | null,
  counters: readonly Counter[],
  { run, isFailure }: { run: () => Promise<Done>; isFailure: (error: unknown) => boolean },
): Promise<Done> {
  if (!rates) return await run();
  await countAll(rates, counters);
  let isKept = false;
  try {
    return await run();
  } catch (error) {
    isKept = isFailure(error);
    throw error;
  } finally {
    if (!isKept) await giveBack(rates, counters);
  }
}

/** Throws `rate-limited` at the first that is too much; what comes after it is not counted. */
export async function countAll(rates: RateStore, counters: readonly Counter[]): Promise<void> {
  for (const gate of counters.filter(({ isGate }) => isGate)) await passGate(rates, gate);
  for (const counter of counters) {
    for (const tier of counter.tiers) {
      const { current, ttlMs } = await rates.count(keyOf(counter, tier), tier.perSeconds * 1_000);
      if (current > tier.max) throw tooMany(ttlMs);
    }
  }
}

async function passGate(rates: RateStore, gate: Counter): Promise<void> {
  for (const tier of gate.tiers) {
    const { current, ttlMs } = await rates.count(keyOf(gate, tier), tier.perSeconds * 1_000, 0);
    if (current >= tier.max) throw tooMany(ttlMs);
  }
}

async function giveBack(rates: RateStore, counters: readonly Counter[]): Promise<void> {
  const counts = counters.flatMap((counter) =>
    counter.tiers.map((tier) => rates.count(keyOf(counter, tier), tier.perSeconds * 1_000, -1)),
  );
  await Promise.all(counts);
}

/** Hashed: what a stranger typed, a password in the wrong field for instance, is kept nowhere and has one length. */
function keyOf({ name, key }: Counter, { perSeconds }: Tier): string {
  return `${name}:${perSeconds}:${createHash('sha256').update(key).digest('base64url')}`;
}

/** The same words whatever was counted: they must not tell whether an account is behind it (A5). */
function tooMany(ttlMs: number): ApiError {
  const seconds = Math.max(1, Math.ceil(ttlMs / 1_000));
  return new ApiError('rate-limited', `Too many tries. Wait ${seconds} s, then try again.`, {
    retryAfterSeconds: seconds,
  });
}
