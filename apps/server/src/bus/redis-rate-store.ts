import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { LocalRates, type RateCount, type RateStore } from './rate-store.ts';
import { RedisConnection } from './redis-connection.ts';

export interface RedisRateStoreOptions {
  /** `redis://` or `rediss://`, Redis 7 and up or Valkey. */
  url: string;
  onError: (error: unknown) => void;
  /** In front of every key: servers of different databases may share a Redis. */
  prefix?: string;
  /** A request waits this long for Redis, then what this node has counted decides. */
  answerWithinMs?: number;
  /** The start waits this long for Redis, then goes on without it. */
  connectWithinMs?: number;
}

/**
 * A key that is new has no end, nor has one after a crash between two commands: it is given one. Giving back goes down to
 * nothing at most, and looking makes no key.
 */
const countCost = `
local cost = tonumber(ARGV[2])
if cost <= 0 then
  local counted = tonumber(redis.call('GET', KEYS[1]) or '0')
  cost = math.max(cost, -counted)
  if cost == 0 then return {counted, math.max(redis.call('PTTL', KEYS[1]), 0)} end
end
local current = redis.call('INCRBY', KEYS[1], cost)
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  left = tonumber(ARGV[1])
  redis.call('PEXPIRE', KEYS[1], left)
end
return {current, left}
`;

const answerSchema = z.tuple([z.number(), z.number()]);

/**
 * Counts in Redis, and here as well: while Redis is away or slow, the count of this node goes on and nobody waits. A
 * limit is then one for each node instead of one for all.
 */
export async function createRedisRateStore(options: RedisRateStoreOptions): Promise<RateStore> {
  const { url, onError, prefix = 'confab', answerWithinMs = 100 } = options;
  const name = `confab-rates-${randomBytes(6).toString('base64url')}`;
  const connection = new RedisConnection({ url, onError, name });
  await connection.open(options.connectWithinMs ?? 3_000);
  const local = new LocalRates(() => performance.now());

  const countShared = async (key: string, windowMs: number, cost: number): Promise<RateCount | null> => {
    if (!connection.isReady) return null;
    try {
      const answer = answerSchema.safeParse(await connection.client.eval(countCost, 1, key, windowMs, cost));
      return answer.success ? { current: answer.data[0], ttlMs: answer.data[1] } : null;
    } catch (error) {
      if (connection.isReady) onError(error);
      return null;
    }
  };
  return {
    async count(key, windowMs, cost = 1) {
      const here = local.count(key, windowMs, cost);
      const shared = await within(answerWithinMs, countShared(`${prefix}:rate:${shorten(key)}`, windowMs, cost));
      return shared ?? here;
    },
    close() {
      connection.close();
      return Promise.resolve();
    },
  };
}

async function within<Value>(ms: number, answer: Promise<Value | null>): Promise<Value | null> {
  const timeout = Promise.withResolvers<null>();
  const timer = setTimeout(() => timeout.resolve(null), ms);
  try {
    return await Promise.race([answer, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A key may hold what a stranger typed, a user name for instance: Redis gets it in a bounded length. */
function shorten(key: string): string {
  return key.length <= 64 ? key : createHash('sha256').update(key).digest('base64url');
}
