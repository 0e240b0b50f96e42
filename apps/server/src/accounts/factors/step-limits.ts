import type { RateStore } from '../../bus/rate-store.ts';
import { ApiError } from '../../http/index.ts';
import { limitFailures, type Tier } from '../failure-limit.ts';

const [minute, hour, day] = [60, 3_600, 86_400];

/** Three of a million codes are right at a time: a hundred guesses a day find one in nine years. */
const tiers: readonly Tier[] = [
  { max: 5, perSeconds: minute / 2 },
  { max: 10, perSeconds: 5 * minute },
  { max: 30, perSeconds: hour },
  { max: 100, perSeconds: day },
];

/**
 * Keeps codes from being guessed by somebody who has the password, over all log-ins that they begin. A device that has logged in before
 * counts by itself: nobody else shuts it out.
 */
export async function limitCodes<Done>(
  rates: RateStore | null,
  { userId, device }: { userId: string; device: string | null },
  run: () => Promise<Done>,
): Promise<Done> {
  const key = JSON.stringify([userId, device]);
  return await limitFailures(rates, [{ name: 'second-factor', key, tiers }], {
    run,
    isFailure: (error) => error instanceof ApiError && error.code === 'wrong-code',
  });
}
