import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLocalRateStore } from '../bus/rate-store.ts';
import { StageClock } from '../realtime/stage-clock.ts';
import type { Storage } from '../storage/index.ts';
import { Newcomers } from './newcomers.ts';

const hourMs = 3_600_000;
const limits = { hours: 24, messagesPerMinute: 3, links: false, chatsPerHour: 2 };

/** A database that knows when accounts were made. */
function storageOf(madeAt: Record<string, number>): Pick<Storage, 'db'> {
  const query = {
    select: () => query,
    where: () => query,
    execute: () =>
      Promise.resolve(Object.entries(madeAt).map(([id, at]) => ({ id, created_at: new Date(at).toISOString() }))),
  };
  return { db: { selectFrom: () => query } as never };
}

function open(clock: StageClock, limitsNow: () => typeof limits | null = () => limits): Newcomers {
  const now = clock.wallNow();
  return new Newcomers({
    storage: storageOf({ young: now - hourMs, old: now - 48 * hourMs }),
    clock,
    rates: createLocalRateStore(() => clock.monotonicNow()),
    limits: limitsNow,
    schedule: setImmediate,
    onError: (error) => {
      throw error;
    },
  });
}

/** What is learned meanwhile is known after it. */
async function learned(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await endOfTurn();
}

test('a new account sends so many messages in a minute, and more as time goes on; an old one as many as it likes', async () => {
  const clock = new StageClock();
  const newcomers = open(clock);
  for (const id of ['young', 'old']) newcomers.ask(id, 'first');
  await learned();
  for (let sent = 0; sent < 3; sent += 1) newcomers.ask('young', 'hi');
  expect(() => newcomers.ask('young', 'hi')).toThrow('3 messages in a minute');
  for (let sent = 0; sent < 50; sent += 1) expect(newcomers.ask('old', 'https://example.org')).toBeNull();
  await clock.pass(20_000);
  newcomers.ask('young', 'hi');
});

test('of a link the transaction decides: of a new account, and of one whose age is not known here yet', async () => {
  const newcomers = open(new StageClock());
  expect(newcomers.ask('young', 'https://example.org')).toBe(24 * hourMs);
  expect(newcomers.ask('old', 'www.example.org')).toBe(24 * hourMs);
  await learned();
  expect(newcomers.ask('old', 'www.example.org')).toBeNull();
  expect(newcomers.ask('young', 'no link')).toBeNull();
});

test('it starts so many chats in an hour', async () => {
  const newcomers = open(new StageClock());
  for (let started = 0; started < 2; started += 1) await newcomers.takeChat('young');
  await expect(newcomers.takeChat('young')).rejects.toThrow('2 chats in an hour');
  for (let started = 0; started < 9; started += 1) await newcomers.takeChat('old');
});

test('where the place says nothing, nobody is new', async () => {
  const newcomers = open(new StageClock(), () => null);
  for (let sent = 0; sent < 9; sent += 1) expect(newcomers.ask('young', 'https://example.org')).toBeNull();
  for (let started = 0; started < 9; started += 1) await newcomers.takeChat('young');
});
