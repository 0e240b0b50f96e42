import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, PushSubscription } from '@confab/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openRedis } from '../src/bus/open-redis.ts';
import { listFeatures } from '../src/features.ts';
import { jobsWaiting } from '../src/jobs/index.ts';
import { AfterCommit } from '../src/log/after-commit.ts';
import { type Browser, type Received, startPushService } from '../src/push/service/push-service.ts';
import { systemClock } from '../src/realtime/clock.ts';
import { rulesUrl } from '../src/rules.ts';
import type { ServerParts } from '../src/server.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { api, type Person, registerAll, send, startDirect, startGroup } from './api.ts';
import { type RedisServer, startRedisServer } from './faults/redis-server.ts';
import { startPushPlace } from './push-place.ts';
import { seedPeople } from './seed-people.ts';
import { startProcess } from './start-process.ts';
import { connectLive } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

const patience = { timeout: 15_000, interval: 20 };

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis[Symbol.asyncDispose]());

/** Nodes on one database. */
async function openNodes() {
  const folder = await mkdtemp(join(tmpdir(), 'confab-push-nodes-'));
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  const nodes: TestServer[] = [];
  return {
    async start(overrides: Partial<ServerParts> = {}): Promise<TestServer> {
      const shared = await openRedis({ url: redis.url, prefix: `confab:${storage.epoch}`, onError: () => {} });
      const parts = { storage: { ...storage, close: async () => {} }, ...shared, ...overrides };
      const node = await startServer({ DATA_DIR: folder, PUSH_PRIVATE_ADDRESSES: 'on' }, parts);
      nodes.push(node);
      return node;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.close()));
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same person, calling another node. */
function at(server: TestServer, person: Person): Person {
  return { ...person, api: api(server.url, person.token) };
}

test('[D51] two nodes never push twice, and leave nothing out', async () => {
  await using service = await startPushService();
  await using nodes = await openNodes();
  const [first, second] = [await nodes.start(), await nodes.start()];
  const { ada, bob, eve } = await registerAll(first.url, 'ada', 'bob', 'eve');
  const browsers = await Promise.all(
    [bob, eve].map(async ({ api: own }) => {
      const browser = service.subscribe();
      await own.must('PUT', '/api/me/push-subscription', browser.body);
      return browser;
    }),
  );
  const group = await startGroup(ada, [bob, eve]);
  const elsewhere = at(second, ada);
  for (let n = 0; n < 12; n += 1) await send(n % 2 === 0 ? ada : elsewhere, group.id, `@everyone ${n}`);
  for (const browser of browsers) {
    await vi.waitFor(() => expect(browser.received.at(-1)?.payload).toMatchObject({ text: '@everyone 11' }), patience);
    const seqs = browser.received.map(({ payload }) => ('seq' in payload ? payload.seq : 0));
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  }
  // Reminders too.
  const reminder = { chatId: group.id, seq: 1, at: new Date(0).toISOString() };
  const reminderPath = `/api/me/documents/${encodeURIComponent('reminder/one')}`;
  await at(second, bob).api.must('PUT', reminderPath, { value: reminder });
  const rings = (): unknown[] =>
    (browsers[0]?.received ?? []).filter(({ payload }) => (payload as { type: string }).type === 'reminder');
  await vi.waitFor(() => expect(rings()).toHaveLength(1), patience);
  // By an edit on the other node, told once as well.
  const edited = await send(ada, group.id, 'both');
  const before = browsers.map(({ received }) => received.length);
  const path = `/api/chats/${group.id}/messages/${edited.id}`;
  await elsewhere.api.must('PATCH', path, { content: '@everyone both' });
  await send(elsewhere, group.id, '@everyone at last');
  for (const [index, browser] of browsers.entries()) {
    await vi.waitFor(
      () => expect(browser.received.at(-1)?.payload).toMatchObject({ text: '@everyone at last' }),
      patience,
    );
    const texts = browser.received.slice(before[index]).map(({ payload }) => 'text' in payload && payload.text);
    expect(texts).toEqual(
      texts.includes('@everyone both') ? ['@everyone both', '@everyone at last'] : ['@everyone at last'],
    );
  }
  expect(rings()).toHaveLength(1);
  expect(service.complaints).toEqual([]);
});

test('[D51] whoever is busy on a device of one node is left alone by the other; what is deleted or left is withdrawn from either', async () => {
  await using service = await startPushService();
  await using nodes = await openNodes();
  let aheadMs = 0;
  const clock = { ...systemClock, wallNow: () => Date.now() + aheadMs };
  const [first, second] = [await nodes.start({ clock }), await nodes.start({ clock })];
  const { ada, bob, eve } = await registerAll(first.url, 'ada', 'bob', 'eve');
  const [bobs, eves] = [service.subscribe(), service.subscribe()];
  await bob.api.must('PUT', '/api/me/push-subscription', bobs.body);
  await eve.api.must('PUT', '/api/me/push-subscription', eves.body);
  const group = await startGroup(ada, [bob, eve]);
  /** Jobs that are due by then are looked at. */
  const pass = (ms: number): void => {
    aheadMs += ms;
    for (const { parts } of [first, second]) parts.bus.publish('nodes', jobsWaiting.of({ dueAt: 0 }));
  };
  let message: Message;
  {
    await using socket = await connectLive(second.url, bob);
    socket.send({ type: 'typing', chatId: group.id });
    await vi.waitFor(
      async () => expect(await first.parts.sharedSets.intersect('attentive', [bob.user.id])).toContain(bob.user.id),
      patience,
    );
    message = await send(ada, group.id, '@everyone come');
    await eves.until(1);
    pass(20_000);
    const { db } = first.parts.storage;
    const due = async (): Promise<number | undefined> => {
      const { rows } = await sql<{ due_at: number }>`select due_at from jobs where kind = 'push'
        and key = ${`${bob.user.id}/${group.id}`}`.execute(db);
      return rows[0]?.due_at;
    };
    // It was due, and is put off.
    await vi.waitFor(async () => expect(await due()).toBeGreaterThan(clock.wallNow()), patience);
    expect(bobs.received).toEqual([]);
  }
  const isAway = async (): Promise<void> =>
    expect(await first.parts.sharedSets.intersect('attentive', [bob.user.id])).toEqual(new Set());
  await vi.waitFor(isAway, patience);
  pass(400_000);
  await bobs.until(1);
  expect(bobs.received[0]?.payload).toMatchObject({ text: '@everyone come' });

  await at(second, ada).api.must('DELETE', `/api/chats/${group.id}/messages/${message.id}`);
  const tag = group.id;
  for (const browser of [bobs, eves])
    expect((await browser.until(2))[1]?.payload).toMatchObject({ type: 'close', tag });
  await send(at(second, ada), group.id, '@everyone still there?');
  for (const browser of [bobs, eves]) await browser.until(3);
  await at(second, ada).api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  expect((await bobs.until(4))[3]?.payload).toMatchObject({ type: 'close', tag });
  expect(eves.received).toHaveLength(3);
  expect(service.complaints).toEqual([]);
});

test('[D51] what a node committed that told nobody of it any more, another one tells', async () => {
  await using service = await startPushService();
  await using nodes = await openNodes();
  // It hears of no commit of its own, and its time stands still.
  const clock = { ...systemClock, after: () => () => {} };
  const killed = await nodes.start({
    features: (house) => listFeatures({ ...house, clock, afterCommit: new AfterCommit() }),
  });
  const other = await nodes.start();
  const { ada, bob } = await registerAll(killed.url, 'ada', 'bob');
  const browser = service.subscribe();
  await at(other, bob).api.must('PUT', '/api/me/push-subscription', browser.body);
  const chat = await startDirect(ada, bob);
  await send(ada, chat.id, 'famous last words');
  await nodes.start();
  const [received] = await browser.until(1);
  expect(received?.payload).toMatchObject({ text: 'famous last words' });
});

test('[A31] [D51] killed in the middle, it pushes what is left after its next start; only what was under way may come twice, in its own place', async () => {
  await using service = await startPushService();
  const folder = await mkdtemp(join(tmpdir(), 'confab-push-kill-'));
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  const seeded = await seedPeople({ url: '', parts: { storage } }, 6);
  await storage.close();
  const environment = { DATA_DIR: folder, PUSH_PRIVATE_ADDRESSES: 'on', RATE_LIMITS: 'off' };
  const start = async () => {
    const server = startProcess(environment);
    const url = await server.url;
    const [ada, ...others] = seeded.map((person) => ({ ...person, api: api(url, person.token) }));
    if (!ada) throw new Error('Nobody is there.');
    return { server, ada, others };
  };
  const first = await start();
  const browsers = await Promise.all(
    first.others.map(async ({ api: own }) => {
      const browser = service.subscribe();
      await own.must('PUT', '/api/me/push-subscription', browser.body);
      return browser;
    }),
  );
  const [told, alsoTold, unanswered, untaken, alsoUntaken] = browsers as [Browser, Browser, Browser, Browser, Browser];
  service.fail({ silentMs: 60_000 }, unanswered);
  for (const browser of [untaken, alsoUntaken]) service.fail({ slowMs: 60_000 }, browser);
  const group = await startGroup(first.ada, first.others);
  const direct = await startDirect(first.ada, first.others[0] as Person);
  await send(first.ada, group.id, '@everyone hello');
  await Promise.all([told, alsoTold, unanswered].map((browser) => browser.until(1)));
  await vi.waitFor(async () => {
    expect(service.requests).toBe(browsers.length);
    for (const { api: own } of first.others.slice(0, 2)) {
      const list = await own.must<{ subscriptions: PushSubscription[] }>('GET', '/api/me/push-subscriptions');
      expect(list.subscriptions[0]?.lastSentAt).not.toBeNull();
    }
  }, patience);
  await send(first.ada, direct.id, 'famous last words');
  first.server.child.kill('SIGKILL');
  await first.server.exitCode;
  for (const browser of browsers) service.fail(null, browser);

  const second = await start();
  await using server = second.server;
  void server;
  await Promise.all([told.until(2), unanswered.until(2), untaken.until(1), alsoUntaken.until(1)]);
  await send(second.ada, group.id, '@everyone again');
  const texts = async (browser: Browser): Promise<(string | undefined)[]> => {
    const textOf = ({ payload }: Received) => ('text' in payload ? payload.text : undefined);
    await vi.waitFor(() => expect(browser.received.map(textOf)).toContain('@everyone again'), patience);
    return browser.received.map(textOf);
  };
  expect(await texts(told)).toEqual(['@everyone hello', 'famous last words', '@everyone again']);
  expect(await texts(alsoTold)).toEqual(['@everyone hello', '@everyone again']);
  expect(await texts(unanswered)).toEqual(['@everyone hello', '@everyone hello', '@everyone again']);
  for (const browser of [untaken, alsoUntaken]) {
    expect(await texts(browser)).toEqual(['@everyone hello', '@everyone again']);
  }
  // Of one log: each takes the place of the one before.
  for (const received of [unanswered.received, untaken.received]) {
    expect(new Set(received.map(({ topic }) => topic)).size).toBe(1);
    expect(new Set(received.map(({ payload }) => 'tag' in payload && payload.tag))).toEqual(new Set([group.id]));
  }
  expect(service.complaints).toEqual([]);
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
}, 120_000);

test('[D51] a push service that is away for a day is sent to when it is back: once, what is true by then', async () => {
  let aheadMs = 0;
  const clock = { ...systemClock, wallNow: () => Date.now() + aheadMs };
  await using place = await startPushPlace({ clock });
  const { server, service } = place;
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const [browser, withdrawn] = [await place.subscribe(bob), await place.subscribe(eve)];
  const chat = await startDirect(ada, bob);
  const other = await startDirect(ada, eve);
  service.fail({ status: 500 });
  await send(ada, chat.id, 'one');
  const { seq } = await send(ada, other.id, 'read before it comes back');
  await vi.waitFor(() => expect(service.requests).toBe(2), patience);
  await eve.api.must('POST', `/api/chats/${other.id}/read`, { seq });
  await send(ada, chat.id, 'two');
  aheadMs = 86_400_000;
  service.fail(null);
  server.parts.bus.publish('nodes', jobsWaiting.of({ dueAt: 0 }));
  const [received] = await browser.until(1);
  expect(received?.payload).toMatchObject({ text: 'two', count: 2 });
  expect(browser.received).toHaveLength(1);
  expect(withdrawn.received).toEqual([]);
  expect(service.complaints).toEqual([]);
});

test('[D51] a push service that takes its time holds no other', async () => {
  await using slow = await startPushService();
  await using place = await startPushPlace();
  const { server } = place;
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  await bob.api.must('PUT', '/api/me/push-subscription', slow.subscribe().body);
  slow.fail({ slowMs: 60_000 });
  const quick = await place.subscribe(eve);
  const group = await startGroup(ada, [bob, eve]);
  for (let n = 1; n <= 3; n += 1) {
    await send(ada, group.id, `@everyone ${n}`);
    const received = await quick.until(n);
    expect(received.at(-1)?.payload).toMatchObject({ text: `@everyone ${n}` });
  }
});
