import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/index.ts';
import { type Counter, countAll, limitFailures, type Tier } from './failure-limit.ts';

const [minute, hour, day] = [60, 3_600, 86_400];

/** Somebody who has forgotten which password it was tries on after half a minute; a program gets 50 tries a day. */
const perAddressAndName: readonly Tier[] = [
  { max: 5, perSeconds: minute / 2 },
  { max: 10, perSeconds: 5 * minute },
  { max: 20, perSeconds: hour },
  { max: 50, perSeconds: day },
];
/** Guesses from many addresses. One address alone never gets this far, so it takes many to shut out new devices. */
const perName: readonly Tier[] = [
  { max: 100, perSeconds: hour },
  { max: 300, perSeconds: day },
];
/** One address that tries many names. A school stands behind one, on a morning on which everybody mistypes. */
const perAddress: readonly Tier[] = [
  { max: 100, perSeconds: minute },
  { max: 500, perSeconds: hour },
];
/** A device that has logged in before: nobody else's failures count for it, but its own. */
const perDevice: readonly Tier[] = [
  { max: 10, perSeconds: 5 * minute },
  { max: 30, perSeconds: hour },
];
/** Somebody at a device that was left logged in: the password would make it theirs. */
const changesPerAccount: readonly Tier[] = [
  { max: 10, perSeconds: 5 * minute },
  { max: 30, perSeconds: day },
];
const startedPerAccount: readonly Tier[] = [{ max: 60, perSeconds: 5 * minute }];

export interface LogInAttempt {
  address: string;
  /** As it was typed, in lower case: counted as such, so that a user name and an address don't tell that they are one. */
  name: string;
  /** What only this device knows, if it has logged in to this account before. */
  device: string | null;
}

/** Keeps passwords from being guessed, and strangers who guess from shutting out whom they guess at (A6). */
export async function limitLogIn<Done>(
  rates: RateStore | null,
  attempt: LogInAttempt,
  run: () => Promise<Done>,
): Promise<Done> {
  return await limitFailures(rates, countersOf(attempt), {
    run,
    // A directory that could not be asked said nothing to what was tried: it counts as a guess.
    isFailure: (error) =>
      error instanceof ApiError && (error.code === 'invalid-credentials' || error.code === 'unavailable'),
  });
}

function countersOf({ address, name, device }: LogInAttempt): Counter[] {
  if (device !== null) return [{ name: 'log-in-device', key: device, tiers: perDevice }];
  return [
    { name: 'log-in', key: JSON.stringify([address, name]), tiers: perAddressAndName },
    { name: 'log-in-name', key: name, tiers: perName },
    { name: 'log-in-address', key: address, tiers: perAddress, isGate: true },
  ];
}

/** Right passwords cost a row each: a program that logs in for every request is told to keep its token. */
export async function countStarted(rates: RateStore | null, userId: string): Promise<void> {
  if (rates) await countAll(rates, [{ name: 'log-in-started', key: userId, tiers: startedPerAccount }]);
}

/** A change of the password is a guess at the old one. */
export async function limitPasswordChange<Done>(
  rates: RateStore | null,
  userId: string,
  run: () => Promise<Done>,
): Promise<Done> {
  return await limitFailures(rates, [{ name: 'password-change', key: userId, tiers: changesPerAccount }], {
    run,
    isFailure: (error) =>
      error instanceof ApiError && error.errors?.some(({ path }) => path === 'currentPassword') === true,
  });
}

const takenPerAddress: readonly Tier[] = [
  { max: 10, perSeconds: hour },
  { max: 30, perSeconds: day },
];

/**
 * `email-taken` tells that there is an account with that address. Few such answers go to one network address; then nobody
 * there makes an account with an e-mail address for a while, whether it is known or not: the refusal tells nothing.
 */
export async function limitEmailTaken<Done>(
  rates: RateStore | null,
  address: string,
  run: () => Promise<Done>,
): Promise<Done> {
  return await limitFailures(rates, [{ name: 'email-taken', key: address, tiers: takenPerAddress }], {
    run,
    isFailure: (error) => error instanceof ApiError && error.code === 'email-taken',
  });
}
