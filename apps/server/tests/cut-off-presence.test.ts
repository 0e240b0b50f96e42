import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRedisBus } from '../src/bus/redis-bus.ts';
import { createRedisSharedSets } from '../src/bus/redis-shared-sets.ts';
import { rulesUrl } from '../src/rules.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { registerAll, startGroup } from './api.ts';
import { startRedisServer } from './faults/redis-server.ts';
import { startTcpProxy } from './faults/tcp-proxy.ts';
import { connectLive } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

/** Each of a node's connections to Redis comes back in its own time. */
test('[A33] [D22] who is active is told anew when the leases come back after the events did', async () => {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(await startRedisServer());
  const proxy = stack.use(await startTcpProxy(redis.port));
  const folder = await mkdtemp(join(tmpdir(), 'confab-cut-off-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  stack.defer(() => storage.close());
  const start = async (setsPort: number): Promise<TestServer> => {
    const onError = (): void => {};
    const bus = await createRedisBus({ url: redis.url, onError });
    const sharedSets = await createRedisSharedSets({ url: `redis://127.0.0.1:${setsPort}`, onError });
    const shared = { storage: { ...storage, close: async () => {} }, bus, sharedSets };
    return stack.use(await startServer({ DATA_DIR: folder }, shared));
  };
  const [first, second] = [await start(redis.port), await start(proxy.port)];
  const { ada, bob, eve } = await registerAll(first.url, 'ada', 'bob', 'eve');
  const { id: chatId } = await startGroup(ada, [bob, eve]);
  const adas = stack.use(await connectLive(first.url, ada));
  const bobs = stack.use(await connectLive(second.url, bob));
  const other = stack.use(await connectLive(second.url, bob));
  for (const socket of [adas, bobs]) socket.send({ type: 'open', chatId });
  for (const socket of [adas, bobs]) await socket.next('active-users', ({ count }) => count === 2);

  const cutAndHeal = async (whileCut: () => Promise<unknown>): Promise<void> => {
    proxy.cut();
    await whileCut();
    proxy.heal();
  };
  // Told of this node alone while it knows no better, and of both when it does.
  await cutAndHeal(async () => {
    other.send({ type: 'open', chatId });
    await other.next('active-users', ({ count }) => count === 1);
  });
  await other.next('active-users', ({ count }) => count === 2);
  const eves = stack.use(await connectLive(second.url, eve));
  await cutAndHeal(async () => {
    eves.send({ type: 'open', chatId });
    await eves.next('active-users');
  });
  for (const socket of [adas, bobs, other, eves]) await socket.next('active-users', ({ count }) => count === 3);
  expect(adas.ofType('active-users').at(-1)?.count).toBe(3);
});
