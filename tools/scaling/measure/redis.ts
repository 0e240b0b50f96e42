import { setTimeout as sleep } from 'node:timers/promises';
import type { BusEvent } from '../../../apps/server/src/bus/bus.ts';
import { createRedisBus, type RedisBus } from '../../../apps/server/src/bus/redis-bus.ts';
import { createRedisSharedSets } from '../../../apps/server/src/bus/redis-shared-sets.ts';
import { type RedisServer, startRedisServer } from '../../../apps/server/tests/faults/redis-server.ts';
import type { CostId } from '../costs.ts';
import { sampleId, sampleMessage } from './sample.ts';

const events = 20_000;
/** Published together, then a pause: about 5,000 a second. */
const eventsPerTurn = 10;
const pauseMs = 2;
const fewListeners = 0;
const manyListeners = 4;
const topics = 100;
const subscriptions = 20_000;
const moreLeases = 80;
const lookUps = 5_000;

/** What the bus costs: CPU of Redis and of the nodes at its ends, memory of Redis for each subscription. */
export async function measureRedis(): Promise<Partial<Record<CostId, number>>> {
  await using redis = await startRedisServer();
  // A listener more costs the difference; what is left of the first figure is the publishing, with an echo taken off.
  const [few, many] = [await publishTo(redis, fewListeners), await publishTo(redis, manyListeners)];
  const listeners = manyListeners - fewListeners;
  const redisPushMicros = (many.redis - few.redis) / listeners;
  const nodeReceiveMicros = (many.node - few.node) / listeners;
  const [twoLeases, more] = [await lookUp(redis, 2), await lookUp(redis, 2 + moreLeases)];
  return {
    redisPublishMicros: few.redis - redisPushMicros,
    redisPushMicros,
    nodePublishMicros: few.node - nodeReceiveMicros,
    nodeReceiveMicros,
    redisSubscriptionBytes: await subscriptionBytes(redis),
    redisLookUpMicrosPerNode: (more - twoLeases) / moreLeases,
    redisLookUpMicros: twoLeases,
    redisComeAndGoMicros: await comeAndGo(redis),
  };
}

async function publishTo(redis: RedisServer, listeners: number): Promise<{ redis: number; node: number }> {
  const buses = await Promise.all(Array.from({ length: listeners + 1 }, () => openBus(redis)));
  const counted = { heard: 0 };
  const chatIds = Array.from({ length: topics }, (_, topic) => sampleId('chat', topic));
  for (const bus of buses) {
    await Promise.all(chatIds.map((chatId) => bus.subscribe(`chat:${chatId}`, () => void (counted.heard += 1))));
  }
  const json = JSON.stringify(sampleMessage());
  const publish = async (count: number): Promise<void> => {
    const due = counted.heard + count * buses.length;
    for (let rev = 1; rev <= count; rev++) {
      const chatId = chatIds[rev % topics] ?? '';
      const event: BusEvent = { type: 'change', chatId, seq: rev, rev, kind: 'text', json };
      buses[0]?.publish(`chat:${chatId}`, event);
      if (rev % eventsPerTurn === 0) await sleep(pauseMs);
    }
    for (let tries = 0; counted.heard < due && tries < 1_000; tries++) await sleep(5);
    if (counted.heard < due) throw new Error('Not every event came.');
  };
  await publish(events / 10);
  const [own, there] = [process.cpuUsage(), await redisMicros(redis)];
  await publish(events);
  const { user, system } = process.cpuUsage(own);
  const spent = { redis: ((await redisMicros(redis)) - there) / events, node: (user + system) / events };
  for (const bus of buses) await bus.close();
  return spent;
}

/** Whether one person is online, asked of the leases of so many nodes. */
async function lookUp(redis: RedisServer, nodes: number): Promise<number> {
  const opened = Array.from({ length: nodes }, () => createRedisSharedSets({ url: redis.url, onError: fail }));
  const sets = await Promise.all(opened);
  for (const [node, set] of sets.entries()) await set.add('online', sampleId('person', node));
  const asked = [sampleId('person', 999_999)];
  const from = await redisMicros(redis);
  for (let turn = 0; turn < lookUps; turn++) await sets[0]?.intersect('online', asked);
  const spent = ((await redisMicros(redis)) - from) / lookUps;
  for (const set of sets) await set.close();
  return spent;
}

/** One person comes into a set and goes out of it again. */
async function comeAndGo(redis: RedisServer): Promise<number> {
  const times = 5_000;
  const set = await createRedisSharedSets({ url: redis.url, onError: fail });
  // Others are there: the set itself does not come and go.
  await set.add('online', sampleId('person', 0));
  const from = await redisMicros(redis);
  for (let person = 1; person <= times; person++) {
    await set.add('online', sampleId('person', person));
    await set.remove('online', sampleId('person', person));
  }
  const spent = ((await redisMicros(redis)) - from) / times;
  await set.close();
  return spent;
}

async function subscriptionBytes(redis: RedisServer): Promise<number> {
  const bus = await openBus(redis);
  const before = Number(await info(redis, 'memory', 'used_memory'));
  const chatIds = Array.from({ length: subscriptions }, (_, chat) => sampleId('chat', chat));
  await Promise.all(chatIds.map((chatId) => bus.subscribe(`chat:${chatId}`, () => {})));
  const after = Number(await info(redis, 'memory', 'used_memory'));
  await bus.close();
  return (after - before) / subscriptions;
}

const openBus = (redis: RedisServer): Promise<RedisBus> =>
  createRedisBus({ url: redis.url, onError: fail, prefix: `confab:${'e'.repeat(36)}` });

function fail(error: unknown): never {
  throw error;
}

async function redisMicros(redis: RedisServer): Promise<number> {
  const [user, system] = [await info(redis, 'cpu', 'used_cpu_user'), await info(redis, 'cpu', 'used_cpu_sys')];
  return (Number(user) + Number(system)) * 1e6;
}

async function info(redis: RedisServer, section: string, field: string): Promise<string> {
  const text = String(await redis.run('INFO', section));
  const value = new RegExp(`^${field}:(\\S+)`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`Redis tells no ${field}.`);
  return value;
}
