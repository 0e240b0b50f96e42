import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLocalRateStore, type RateCount, type RateStore } from '../bus/rate-store.ts';
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

interface Node {
  limitsNow?: () => typeof limits | null;
  rates?: RateStore;
}

function open(
  clock: StageClock,
  { limitsNow = () => limits, rates = createLocalRateStore(() => clock.monotonicNow()) }: Node = {},
): Newcomers {
  const now = clock.wallNow();
  return new Newcomers({
    storage: storageOf({ young: now - hourMs, old: now - 48 * hourMs }),
    clock,
    rates,
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

test('a new account sends so many messages in a minute, and more in the next; an old one as many as it likes', async () => {
  const clock = new StageClock();
  const newcomers = open(clock);
  for (const id of ['young', 'old']) expect(newcomers.keepPace(id)).toBeNull();
  await learned();
  for (let sent = 1; sent < 3; sent += 1) await newcomers.keepPace('young');
  await expect(newcomers.keepPace('young')).rejects.toThrow('3 messages in a minute');
  for (let sent = 0; sent < 50; sent += 1) expect(newcomers.keepPace('old')).toBeNull();
  await clock.pass(60_000);
  await newcomers.keepPace('young');
});

test('it sends no more by another node, and what that one sent before it knew counts as well', async () => {
  const clock = new StageClock();
  const rates = createLocalRateStore(() => clock.monotonicNow());
  const nodes = [open(clock, { rates }), open(clock, { rates })];
  for (const node of nodes) expect(node.keepPace('young')).toBeNull();
  await learned();
  await nodes[0]?.keepPace('young');
  await expect(nodes[1]?.keepPace('young')).rejects.toThrow('3 messages in a minute');
});

test('[D4] its messages keep their order while they are counted, and behind them comes what is counted no more', async () => {
  const clock = new StageClock();
  const answers: PromiseWithResolvers<RateCount>[] = [];
  const count = (): Promise<RateCount> => {
    const answer = Promise.withResolvers<RateCount>();
    answers.push(answer);
    return answer.promise;
  };
  const newcomers = open(clock, { rates: { count, close: () => Promise.resolve() } });
  void newcomers.keepPace('young');
  await learned();
  const sent: string[] = [];
  const send = (what: string) => void newcomers.keepPace('young')?.then(() => sent.push(what));
  send('first');
  send('second');
  await clock.pass(24 * hourMs);
  send('third, of an account that is old by now');
  answers[2]?.resolve({ current: 2, ttlMs: 1 });
  await learned();
  expect(sent).toEqual([]);
  answers[1]?.resolve({ current: 1, ttlMs: 1 });
  await learned();
  expect(sent).toEqual(['first', 'second', 'third, of an account that is old by now']);
  expect(newcomers.keepPace('young')).toBeNull();
});

test('of a link the transaction decides: of a new account, and of one whose age is not known here yet', async () => {
  const newcomers = open(new StageClock());
  expect(newcomers.ask('young', 'https://example.org')).toBe(24 * hourMs);
  expect(newcomers.ask('old', 'www.example.org')).toBe(24 * hourMs);
  for (const id of ['young', 'old']) expect(newcomers.keepPace(id)).toBeNull();
  await learned();
  expect(newcomers.ask('old', 'www.example.org')).toBeNull();
  expect(newcomers.ask('young', 'no link')).toBeNull();
  expect(newcomers.ask('young', 'https://example.org')).toBe(24 * hourMs);
});

test('it starts so many chats in an hour', async () => {
  const newcomers = open(new StageClock());
  for (let started = 0; started < 2; started += 1) await newcomers.takeChat('young');
  await expect(newcomers.takeChat('young')).rejects.toThrow('2 chats in an hour');
  for (let started = 0; started < 9; started += 1) await newcomers.takeChat('old');
});

test('where the place says nothing, nobody is new', async () => {
  const newcomers = open(new StageClock(), { limitsNow: () => null });
  for (let sent = 0; sent < 9; sent += 1) {
    expect([newcomers.keepPace('young'), newcomers.ask('young', 'https://example.org')]).toEqual([null, null]);
  }
  for (let started = 0; started < 9; started += 1) await newcomers.takeChat('young');
});
