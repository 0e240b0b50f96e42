import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startRedisServer, type RedisServer } from '../../tests/faults/redis-server.ts';
import type { RateStore } from './rate-store.ts';
import { createRedisRateStore, type RedisRateStoreOptions } from './redis-rate-store.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
beforeEach(async () => {
  await redis.run('FLUSHALL');
});
afterAll(() => redis[Symbol.asyncDispose]());

const patience = { timeout: 15_000, interval: 20 };

async function openStore(options: Partial<RedisRateStoreOptions> = {}): Promise<RateStore & AsyncDisposable> {
  const store = await createRedisRateStore({ url: redis.url, onError: () => {}, answerWithinMs: 2_000, ...options });
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

describe('[A6] limits over Redis', () => {
  test('count together what several nodes are asked', async () => {
    await using here = await openStore();
    await using there = await openStore();
    expect((await here.count('login ada', 60_000)).current).toBe(1);
    expect((await there.count('login ada', 60_000)).current).toBe(2);
    const third = await here.count('login ada', 60_000);
    expect(third.current).toBe(3);
    expect(third.ttlMs).toBeGreaterThan(50_000);
    expect(third.ttlMs).toBeLessThanOrEqual(60_000);
  });

  test('count by cost, and give back', async () => {
    await using here = await openStore();
    await using there = await openStore();
    expect((await here.count('people by ada', 60_000, 40)).current).toBe(40);
    expect((await there.count('people by ada', 60_000, 2)).current).toBe(42);
    const given = await here.count('people by ada', 60_000, -40);
    expect(given.current).toBe(2);
    expect(given.ttlMs).toBeGreaterThan(50_000);
  });

  test('are no credit where they are given back after the window', async () => {
    await using store = await openStore();
    expect((await store.count('people by ada', 60_000, -40)).current).toBe(0);
    expect(await redis.run('DBSIZE')).toBe(0);
    expect((await store.count('people by ada', 60_000, 2)).current).toBe(2);
    expect((await store.count('people by ada', 60_000, -40)).current).toBe(0);
    expect((await store.count('people by ada', 60_000)).current).toBe(1);
  });

  test('can be looked at without being raised', async () => {
    await using store = await openStore();
    await store.count('login ada', 60_000, 3);
    expect((await store.count('login ada', 60_000, 0)).current).toBe(3);
    expect((await store.count('login bob', 60_000, 0)).current).toBe(0);
    expect(await redis.run('DBSIZE')).toBe(1);
  });

  test('count each key by itself', async () => {
    await using store = await openStore();
    await store.count('login ada', 60_000);
    expect((await store.count('login bob', 60_000)).current).toBe(1);
  });

  test('start anew when the window is over, and leave nothing behind', async () => {
    await using store = await openStore();
    await store.count('login ada', 50);
    await vi.waitFor(async () => expect(await redis.run('DBSIZE')).toBe(0), patience);
    expect((await store.count('login ada', 60_000)).current).toBe(1);
  });

  test('keep a long key short', async () => {
    await using store = await openStore();
    await store.count(`login ${'x'.repeat(10_000)}`, 60_000);
    const [key] = (await redis.run('KEYS', '*')) as string[];
    expect(key?.length).toBeLessThan(100);
  });

  test('go on with what this node has counted while Redis is away, and together when it is back', async () => {
    await using server = await startRedisServer();
    await using here = await openStore({ url: server.url });
    await using there = await openStore({ url: server.url });
    for (let count = 0; count < 5; count++) await here.count('login ada', 60_000);
    await server.stop();
    await vi.waitFor(async () => expect((await there.count('login ada', 60_000)).current).toBe(1), patience);
    expect((await here.count('login ada', 60_000)).current).toBeGreaterThanOrEqual(6);
    await server.start();
    await vi.waitFor(async () => {
      await here.count('login eve', 60_000);
      expect((await there.count('login eve', 60_000)).current).toBeGreaterThan(1);
    }, patience);
  });

  test('do not keep a request waiting for a Redis that hangs', async () => {
    await using server = await startRedisServer();
    await using store = await openStore({ url: server.url, answerWithinMs: 50 });
    server.pause();
    const startedAt = performance.now();
    expect((await store.count('login ada', 60_000)).current).toBe(1);
    expect((await store.count('login ada', 60_000)).current).toBe(2);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    server.resume();
  });
});
