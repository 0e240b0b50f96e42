import { randomBytes } from 'node:crypto';
import type { RateStore } from './rate-store.ts';
import { createRedisBus, type RedisBus } from './redis-bus.ts';
import { createRedisRateStore } from './redis-rate-store.ts';
import { createRedisSharedSets } from './redis-shared-sets.ts';
import type { SharedSets } from './shared-sets.ts';

export interface RedisParts {
  bus: RedisBus;
  sharedSets: SharedSets;
  rateStore: RateStore;
}

export interface OpenRedisOptions {
  /** `redis://` or `rediss://`, Redis 7 and up or Valkey. */
  url: string;
  /** Of the database: servers of different databases may share a Redis. */
  prefix: string;
  onError: (error: unknown) => void;
}

/**
 * Everything that nodes share but the database. Nothing in it can't be built anew: a Redis that is away is waited for
 * for a moment, then done without until it is back. Rejects with RedisUnfitError.
 */
export async function openRedis(options: OpenRedisOptions): Promise<RedisParts> {
  const nodeId = randomBytes(9).toString('base64url');
  const opening = [
    createRedisBus({ ...options, nodeId }),
    createRedisSharedSets({ ...options, nodeId }),
    createRedisRateStore(options),
  ] as const;
  try {
    const [bus, sharedSets, rateStore] = await Promise.all(opening);
    return { bus, sharedSets, rateStore };
  } catch (error) {
    for (const part of await Promise.allSettled(opening)) if (part.status === 'fulfilled') await part.value.close();
    throw error;
  }
}
