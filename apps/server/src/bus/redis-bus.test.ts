import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startRedisServer, type RedisServer } from '../../tests/faults/redis-server.ts';
import { startTcpProxy } from '../../tests/faults/tcp-proxy.ts';
import { busContract } from './bus.contract.ts';
import type { BusEvent } from './bus.ts';
import { busId, defineBusEvent, hear } from './bus-event.ts';
import { createRedisBus, type RedisBus, type RedisBusOptions } from './redis-bus.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis[Symbol.asyncDispose]());

type DisposableBus = RedisBus & AsyncDisposable & { errors: unknown[] };

async function openBus(options: Partial<RedisBusOptions> = {}): Promise<DisposableBus> {
  const errors: unknown[] = [];
  const bus = await createRedisBus({ url: redis.url, onError: (error) => errors.push(error), ...options });
  return Object.assign(bus, { errors, [Symbol.asyncDispose]: () => bus.close() });
}

busContract('Redis', async () => {
  const [here, there] = await Promise.all([openBus(), openBus()]);
  return {
    here,
    there,
    async [Symbol.asyncDispose]() {
      await Promise.all([here.close(), there.close()]);
    },
  };
});

const typing = (userId: string): BusEvent => ({ type: 'typing', chatId: 'chat1', userId });
const patience = { timeout: 15_000, interval: 20 };

async function untilAway(bus: RedisBus): Promise<void> {
  await vi.waitFor(async () => {
    await expect(bus.ping(1_000)).rejects.toThrow('Redis does not answer');
    bus.publish('user:nobody', typing('nobody'));
    expect(bus.counts.dropped).toBeGreaterThan(0);
  }, patience);
}

async function shardChannels(): Promise<number> {
  const channels = await redis.run('PUBSUB', 'SHARDCHANNELS', 'confab:*');
  return Array.isArray(channels) ? channels.length : -1;
}

describe('over Redis', () => {
  test('a node listens only to the topics that it needs', async () => {
    await using bus = await openBus();
    const stopOne = await bus.subscribe('chat:chat1', () => {});
    const stopTwo = await bus.subscribe('chat:chat1', () => {});
    const stopThree = await bus.subscribe('chat:chat2', () => {});
    expect(await shardChannels()).toBe(3); // and `nodes`
    stopOne();
    stopThree();
    await vi.waitFor(async () => expect(await shardChannels()).toBe(2), patience);
    stopTwo();
    await vi.waitFor(async () => expect(await shardChannels()).toBe(1), patience);
  });

  test('a handler that throws is reported and keeps nothing from the others', async () => {
    await using bus = await openBus();
    await using other = await openBus();
    const heard: BusEvent[] = [];
    await bus.subscribe('chat:chat1', () => {
      throw new Error('a bad day');
    });
    await bus.subscribe('chat:chat1', (event) => heard.push(event));
    other.publish('chat:chat1', typing('ada'));
    await vi.waitFor(() => expect(heard).toEqual([typing('ada')]), 15_000);
    expect(bus.errors).toEqual([new Error('a bad day')]);
  });

  test('what no node of this version has sent is counted and ignored', async () => {
    await using bus = await openBus();
    await using other = await openBus();
    const heard: BusEvent[] = [];
    const typed = defineBusEvent('typing', { chatId: busId, userId: busId });
    await bus.subscribe('chat:chat1', hear(typed.on((fields) => void heard.push(typed.of(fields)))));
    const payloads = [
      '',
      '\n',
      'hello',
      '{"type":"typing"}',
      'confab1 x event\n{"type":"typing"}',
      'confab1 x event\n{"type":"typing","chatId":"chat1","userId":{"__proto__":1}}',
      'confab1 x event\nnot json',
      'confab1 x change chat1 1 text 99\n{"torn":',
      'confab1 x change chat1 0 text 2\n{}',
      'confab1 x change chat1 1e3.5 text 2\n{}',
      'confab1 x change chat1 1 image 2\n{}',
      'confab9 x event\n{"type":"active-changed","chatId":"chat1"}',
    ];
    for (const payload of payloads) await redis.run('SPUBLISH', 'confab:chat:chat1', payload);
    other.publish('chat:chat1', typing('ada'));
    await vi.waitFor(() => expect(heard).toEqual([typing('ada')]), 15_000);
    expect(bus.counts.malformed).toBe(payloads.length);
  });

  test('servers of different databases share a Redis and hear nothing of each other', async () => {
    await using ours = await openBus({ prefix: 'ours' });
    await using theirs = await openBus({ prefix: 'theirs' });
    const heard: BusEvent[] = [];
    await ours.subscribe('nodes', (event) => heard.push(event));
    theirs.publish('nodes', typing('stranger'));
    await theirs.ping(2_000);
    await ours.ping(2_000);
    expect(heard).toEqual([]);
    expect(ours.counts.received).toBe(0);
  });

  test('the emptying of Redis is not noticed', async () => {
    await using bus = await openBus();
    await using other = await openBus();
    const heard: BusEvent[] = [];
    await bus.subscribe('chat:chat1', (event) => heard.push(event));
    await redis.run('FLUSHALL');
    other.publish('chat:chat1', typing('ada'));
    await vi.waitFor(() => expect(heard).toEqual([typing('ada')]), 15_000);
  });
});

describe('[D8] while Redis is away', () => {
  test('subscribers of the same node go on hearing, and the rest is dropped', async () => {
    await using server = await startRedisServer();
    await using bus = await openBus({ url: server.url });
    const heard: BusEvent[] = [];
    await bus.subscribe('chat:chat1', (event) => heard.push(event));
    await server.stop();
    await untilAway(bus);
    for (let count = 0; count < 50_000; count++) bus.publish('chat:chat1', typing('ada'));
    expect(heard).toHaveLength(50_000);
    expect(bus.counts.dropped).toBeGreaterThanOrEqual(50_000);
    expect(bus.errors.length).toBeLessThanOrEqual(2); // one for each connection, not one for each attempt
  });

  test('a new subscription does not wait for it', async () => {
    await using server = await startRedisServer();
    await using bus = await openBus({ url: server.url });
    await server.stop();
    await untilAway(bus);
    const heard: BusEvent[] = [];
    await bus.subscribe('chat:new', (event) => heard.push(event));
    bus.publish('chat:new', typing('ada'));
    expect(heard).toEqual([typing('ada')]);
  });

  test('a server starts without it and finds it later', async () => {
    await using server = await startRedisServer();
    await server.stop();
    await using bus = await openBus({ url: server.url, connectWithinMs: 100 });
    const heard: BusEvent[] = [];
    await bus.subscribe('chat:chat1', (event) => heard.push(event));
    await server.start();
    await using other = await openBus({ url: server.url });
    await vi.waitFor(() => {
      other.publish('chat:chat1', typing('ada'));
      expect(heard).toContainEqual(typing('ada'));
    }, patience);
  });

  test('after a restart every subscription is there again, the new ones and not the old, and whoever asked is told', async () => {
    await using server = await startRedisServer();
    await using bus = await openBus({ url: server.url });
    await using other = await openBus({ url: server.url });
    const heard: string[] = [];
    const listen = (chatId: string): Promise<() => void> =>
      bus.subscribe(`chat:${chatId}`, () => void heard.push(chatId));
    await Promise.all(Array.from({ length: 2_500 }, (_, index) => listen(`many${index}`)));
    const stopOld = await listen('old');
    await server.stop();
    await untilAway(bus);
    stopOld();
    await listen('new');
    let lost = 0;
    bus.onEventsLost(() => (lost += 1));
    await vi.waitFor(() => expect(lost).toBeGreaterThan(0), patience); // told while it is away too
    await server.start();
    await vi.waitFor(() => Promise.all([bus.ping(500), other.ping(500)]), patience);
    await vi.waitFor(() => {
      for (const chatId of ['old', 'many2499', 'new']) other.publish(`chat:${chatId}`, typing('ada'));
      expect(heard).toContain('new');
      expect(heard).toContain('many2499');
    }, patience);
    expect(heard).not.toContain('old');
  });

  test('a node that was cut off hears again when the network is whole, and is told that it missed something', async () => {
    await using proxy = await startTcpProxy(redis.port);
    await using cutOff = await openBus({ url: `redis://127.0.0.1:${proxy.port}` });
    await using other = await openBus();
    const heard: BusEvent[] = [];
    await cutOff.subscribe('chat:chat1', (event) => heard.push(event));
    proxy.cut();
    await untilAway(cutOff);
    other.publish('chat:chat1', typing('missed'));
    const told = new Promise<void>((resolve) => cutOff.onEventsLost(resolve));
    proxy.heal();
    await told;
    await vi.waitFor(() => {
      other.publish('chat:chat1', typing('heard'));
      expect(heard).toContainEqual(typing('heard'));
    }, patience);
    expect(heard).not.toContainEqual(typing('missed'));
  });

  test('a connection on which nothing moves is given up and made anew', async () => {
    await using proxy = await startTcpProxy(redis.port);
    await using stalled = await openBus({ url: `redis://127.0.0.1:${proxy.port}` });
    proxy.stall();
    const told = new Promise<void>((resolve) => stalled.onEventsLost(resolve));
    await told;
    await expect(stalled.ping(100)).rejects.toThrow('Redis does not answer');
    proxy.heal();
    await vi.waitFor(() => stalled.ping(500), patience);
  });

  test('the others are told when a node could not publish', async () => {
    await using proxy = await startTcpProxy(redis.port);
    await using silenced = await openBus({ url: `redis://127.0.0.1:${proxy.port}` });
    await using other = await openBus();
    proxy.cut();
    await untilAway(silenced);
    const told = new Promise<void>((resolve) => other.onEventsLost(resolve));
    silenced.publish('nodes', { type: 'sessions-ended', userId: 'ada', sessionIds: null });
    expect(silenced.counts.dropped).toBeGreaterThan(0);
    proxy.heal();
    await told;
  });

  test('what waits for a Redis that hangs is bounded', async () => {
    await using server = await startRedisServer();
    await using bus = await openBus({ url: server.url, maxEvents: 100 });
    server.pause();
    for (let count = 0; count < 1_000; count++) bus.publish('chat:chat1', typing('ada'));
    expect(bus.counts.dropped).toBe(900);
    server.resume();
    await bus.ping(5_000);
    expect(bus.counts.dropped).toBe(900);
  });
});

test('a Redis of a version that can’t serve is refused with a sentence that says so', async () => {
  await using old = await startImpostor('redis_version:6.2.7');
  await expect(openBus({ url: old.url })).rejects.toThrow('Redis 6.2.7 at REDIS_URL is too old');
});

/** Answers as a Redis of another version would. */
async function startImpostor(info: string): Promise<AsyncDisposable & { url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const command of chunk.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
        const isInfo = command[1]?.toLowerCase() === 'info';
        socket.write(isInfo ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
