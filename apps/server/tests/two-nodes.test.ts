import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openRedis } from '../src/bus/open-redis.ts';
import { rulesUrl } from '../src/rules.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { api, registerAll, send, startDirect, startGroup, type Person } from './api.ts';
import { startRedisServer, type RedisServer } from './faults/redis-server.ts';
import { startTcpProxy, type TcpProxy } from './faults/tcp-proxy.ts';
import { connectLive, joinChat } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

const patience = { timeout: 15_000, interval: 20 };

/** Two nodes on one database. `second` reaches Redis through the proxy. */
interface TwoNodes extends AsyncDisposable {
  first: TestServer;
  second: TestServer;
  proxy: TcpProxy;
}

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis[Symbol.asyncDispose]());

async function startTwoNodes(environment: Record<string, string> = {}, server = redis): Promise<TwoNodes> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-two-nodes-'));
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  const proxy = await startTcpProxy(server.port);
  const start = async (url: string): Promise<TestServer> => {
    const shared = await openRedis({ url, prefix: `confab:${storage.epoch}`, onError: () => {} });
    return startServer(
      { DATA_DIR: folder, ...environment },
      { storage: { ...storage, close: async () => {} }, ...shared },
    );
  };
  const first = await start(server.url);
  const second = await start(`redis://127.0.0.1:${proxy.port}`);
  return {
    first,
    second,
    proxy,
    async [Symbol.asyncDispose]() {
      await Promise.all([first.close(), second.close()]);
      await proxy[Symbol.asyncDispose]();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same person, calling the other node. */
function at(server: TestServer, person: Person): Person {
  return { ...person, api: api(server.url, person.token) };
}

async function untilCutOff(server: TestServer): Promise<void> {
  // It goes on without Redis: the proxy before it sends people on.
  const cutOff = { status: 200, body: { status: 'degraded', failed: ['bus'] } };
  await vi.waitFor(async () => expect(await server.fetch('GET', '/readyz')).toMatchObject(cutOff), patience);
}

async function untilHears(server: TestServer): Promise<void> {
  const hears = { status: 200, body: { status: 'ok' } };
  await vi.waitFor(async () => expect(await server.fetch('GET', '/readyz')).toMatchObject(hears), patience);
}

describe('two nodes', () => {
  test('[D18] [D22] a node that stops takes its people off the list of those online', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    await startDirect(ada, bob);
    await using adas = await connectLive(nodes.first.url, ada);
    await using bobs = await connectLive(nodes.second.url, bob);
    adas.send({ type: 'watch-presence', userIds: [bob.user.id] });
    await adas.next('presence', ({ users }) => users.some(({ online }) => online));
    await nodes.second.close();
    expect((await bobs.closed()).code).toBe(4012);
    await adas.next('presence', ({ users }) => users.some((user) => user.userId === bob.user.id && !user.online));
  });

  test('[D6] [D21] [D22] [D23] one conversation: messages, typing, presence and read positions', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await connectLive(nodes.first.url, ada);
    await using bobs = await connectLive(nodes.second.url, bob);
    for (const socket of [adas, bobs]) socket.send({ type: 'open', chatId: chat.id });
    await adas.next('active-users', (event) => event.count === 2);
    await bobs.next('active-users', (event) => event.count === 2);
    adas.send({ type: 'watch-presence', userIds: [bob.user.id] });
    await adas.next('presence', ({ users }) => users.some((user) => user.userId === bob.user.id && user.online));
    await send(ada, chat.id, 'from the first');
    await bobs.next('message', ({ message }) => message.content === 'from the first');
    bobs.send({ type: 'typing', chatId: chat.id });
    await adas.next('typing', (event) => event.userId === bob.user.id);
    await send(at(nodes.second, bob), chat.id, 'from the second');
    await adas.next('message', ({ message }) => message.content === 'from the second');
    bobs.webSocket.close();
    await adas.next('presence', ({ users }) => users.some((user) => user.userId === bob.user.id && !user.online));
    await adas.until(() => adas.ofType('active-users').at(-1)?.count === 1, 'leaving');
    expect(adas.ofType('typing')).toEqual([{ type: 'typing', chatId: chat.id, userId: bob.user.id }]);
    expect(adas.ofType('message').map(({ message }) => message.seq)).toEqual([1, 2]);
  });

  test('[D4] [D7] both write to one chat at once, and everybody sees every change in order', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await connectLive(nodes.first.url, ada);
    await using bobs = await connectLive(nodes.second.url, bob);
    const sending = [ada, at(nodes.second, bob)].flatMap((person) =>
      Array.from({ length: 100 }, (_, index) => send(person, chat.id, `number ${index}`)),
    );
    await Promise.all(sending);
    for (const socket of [adas, bobs]) {
      const revs = (): number[] =>
        socket.events.flatMap((event) =>
          event.type === 'message' ? [event.message.rev] : event.type === 'changes' ? [event.upToRev] : [],
        );
      await socket.until(() => revs().includes(200), 'the last change');
      expect(revs()).toEqual(revs().toSorted((left, right) => left - right));
    }
  });

  test('[A6] limits are counted by both together', async () => {
    await using nodes = await startTwoNodes({ RATE_LIMITS: 'on' });
    const { ada } = await registerAll(nodes.first.url, 'ada');
    const tryPassword = async (server: TestServer): Promise<number> =>
      (await server.fetch('POST', '/api/auth/login', { username: ada.user.username, password: 'a wrong one' })).status;
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      statuses.push(await tryPassword(nodes.first), await tryPassword(nodes.second));
    }
    expect(statuses).toContain(429);
    expect(statuses.indexOf(429)).toBe(5);
  });
});

describe('[A33] while a node is cut off from Redis', () => {
  test('[D8] it brings its people every message, found in the database', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await connectLive(nodes.first.url, ada);
    await using bobs = await connectLive(nodes.second.url, bob);
    nodes.proxy.cut();
    await untilCutOff(nodes.second);
    const metrics = await (await fetch(`${nodes.second.url}/metrics`)).text();
    expect(metrics).toMatch(/^confab_bus_topics [1-9]/m);
    await send(ada, chat.id, 'the last one before a silence');
    await bobs.until(() => JSON.stringify(bobs.events).includes('the last one before a silence'), 'the lost message');
    await send(at(nodes.second, bob), chat.id, 'and back');
    await adas.until(() => JSON.stringify(adas.events).includes('and back'), 'the answer');
    nodes.proxy.heal();
    await untilHears(nodes.second);
    const before = performance.now();
    await send(ada, chat.id, 'live again');
    await bobs.until(() => JSON.stringify(bobs.events).includes('live again'), 'a message after the cut');
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test('[D19] [A4] whoever is logged out on another node is out within a second', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using bobs = await connectLive(nodes.second.url, bob);
    await using bobsChat = await joinChat(nodes.second.url, chat.id, bob);
    const bobHere = at(nodes.second, bob);
    expect((await bobHere.api.call('GET', '/api/auth/me')).status).toBe(200);
    nodes.proxy.cut();
    await untilCutOff(nodes.second);
    await bob.api.must('POST', '/api/auth/logout');
    const loggedOutAt = performance.now();
    await vi.waitFor(async () => expect((await bobHere.api.call('GET', '/api/auth/me')).status).toBe(401), patience);
    expect((await bobs.closed()).code).toBe(4001);
    expect((await bobsChat.closed()).code).toBe(4001);
    expect(performance.now() - loggedOutAt).toBeLessThan(slowMachine(1_000));
  });

  test('[D19] [A11] whoever is removed from a chat on another node is out within a second', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob, eve } = await registerAll(nodes.first.url, 'ada', 'bob', 'eve');
    const chat = await startGroup(ada, [bob, eve]);
    await using bobsChat = await joinChat(nodes.second.url, chat.id, bob);
    await using bobs = await connectLive(nodes.second.url, bob);
    nodes.proxy.cut();
    await untilCutOff(nodes.second);
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    const removedAt = performance.now();
    await bobs.next('chat-removed');
    expect((await bobsChat.closed()).code).toBe(4004);
    expect(performance.now() - removedAt).toBeLessThan(slowMachine(1_000));
    await send(ada, chat.id, 'not for bob');
    expect(JSON.stringify(bobs.events)).not.toContain('not for bob');
  });

  test('[D22] its people go offline for the others, and come back with it', async () => {
    await using nodes = await startTwoNodes();
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await connectLive(nodes.first.url, ada);
    await using bobs = await connectLive(nodes.second.url, bob);
    for (const socket of [adas, bobs]) socket.send({ type: 'open', chatId: chat.id });
    adas.send({ type: 'watch-presence', userIds: [bob.user.id] });
    await adas.next('active-users', (event) => event.count === 2);
    await adas.next('presence', ({ users }) => users.some((user) => user.online));
    nodes.proxy.cut();
    await adas.until(() => adas.ofType('active-users').at(-1)?.count === 1, 'an inactive bob');
    await adas.until(
      () =>
        adas
          .ofType('presence')
          .at(-1)
          ?.users.every((user) => !user.online),
      'an offline bob',
    );
    await vi.waitFor(async () => {
      const body = await ada.api.must<Chat>('GET', `/api/chats/${chat.id}`);
      const away = body.members.find(({ user }) => user.id === bob.user.id)?.user;
      expect(away?.online).toBe(false);
      expect(away?.lastSeenAt).toBeTypeOf('string');
    }, patience);
    nodes.proxy.heal();
    await adas.until(() => adas.ofType('active-users').at(-1)?.count === 2, 'an active bob');
    await adas.until(
      () =>
        adas
          .ofType('presence')
          .at(-1)
          ?.users.every((user) => user.online),
      'an online bob',
    );
  });
});

describe('[A33] a Redis that is restarted empty', () => {
  test('is forgotten about after a moment', async () => {
    await using server = await startRedisServer();
    await using nodes = await startTwoNodes({}, server);
    const { ada, bob } = await registerAll(nodes.first.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using adas = await connectLive(nodes.first.url, ada);
    await using bobs = await connectLive(nodes.second.url, bob);
    for (const socket of [adas, bobs]) socket.send({ type: 'open', chatId: chat.id });
    await adas.next('active-users', (event) => event.count === 2);
    await server.stop();
    await send(ada, chat.id, 'without Redis');
    await bobs.until(() => JSON.stringify(bobs.events).includes('without Redis'), 'a message without Redis');
    await server.start();
    await untilBothHear(nodes);
    await vi.waitFor(async () => {
      const body = await ada.api.must<{ count: number }>('GET', `/api/chats/${chat.id}/active-users`);
      expect(body.count).toBe(2);
    }, patience);
    await send(ada, chat.id, 'with Redis');
    await bobs.next('message', ({ message }) => message.content === 'with Redis');
  });
});

async function untilBothHear({ first, second }: TwoNodes): Promise<void> {
  for (const server of [first, second]) await untilHears(server);
}

/** The promise is for a machine with time to spare; a busy one is given twice as much. */
function slowMachine(ms: number): number {
  return ms * 2;
}
