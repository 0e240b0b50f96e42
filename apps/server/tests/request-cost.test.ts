import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@confab/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { createLocalRateStore } from '../src/bus/rate-store.ts';
import { defaultConnectionLimits } from '../src/realtime/connection.ts';
import { registerAll, send, startDirect, startGroup } from './api.ts';
import { connect, connectLive } from './sockets.ts';
import { openStorage } from './on-postgres/open-parts.ts';
import { startServer } from './start-server.ts';

// A group of three costs eight: two lists of one are within it, or one of several.
const descriptionsPerUser = { perSecond: 0.01, burst: 20 };
const rateStore = createLocalRateStore(() => performance.now());
const server = await startServer(
  { RATE_LIMITS: 'on' },
  { connectionLimits: { ...defaultConnectionLimits, descriptionsPerUser }, rateStore },
);
afterAll(() => server.close());

describe('[A43] what is dear to answer', () => {
  test('is charged to the one who asks, by what was answered, over REST and sockets together', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob, cleo]);
    expect((await bob.api.call('GET', '/api/chats')).status).toBe(200);
    await using socket = await connectLive(server.url, bob);
    for (let asked = 0; asked < 2; asked += 1) await bob.api.call('GET', `/api/chats/${group.id}`);
    const refused = await bob.api.call<Problem>('GET', '/api/chats');
    expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await bob.api.call('GET', `/api/chats/${group.id}`)).status).toBe(429);
    await using other = await connect(server.url, bob);
    other.send({ type: 'resume', epoch: null, cursors: {} });
    const error = await other.next('error');
    expect(error.code).toBe('rate-limited');
    expect(error.retryAfterMs).toBeGreaterThan(0);
    // All else goes on: what is said, and what others ask.
    expect((await send(bob, group.id, 'still here')).seq).toBe(1);
    await socket.next('message');
    expect((await cleo.api.call('GET', '/api/chats')).status).toBe(200);
  });

  test('is charged for what a resume catches up on, too', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    for (let count = 0; count < 110; count += 1) await send(ada, chat.id, `message ${count}`);
    await using socket = await connectLive(server.url, bob);
    const { epoch } = await socket.next('welcome');
    const resume = { type: 'resume', epoch, cursors: { [chat.id]: 0 } };
    socket.send(resume);
    await socket.until(() => socket.ofType('ready').length === 2, 'a second ready');
    expect(socket.ofType('error')).toEqual([]);
    socket.send(resume);
    await socket.until(() => socket.ofType('ready').length === 3, 'a third ready');
    socket.send(resume);
    await socket.next('error', ({ code }) => code === 'rate-limited');
  });

  test('a refused resume leaves the connection as it was', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using socket = await connectLive(server.url, bob);
    for (let asked = 0; asked < 5; asked += 1) await bob.api.call('GET', `/api/chats/${chat.id}`);
    socket.send({ type: 'resume', epoch: null, cursors: {} });
    await socket.next('error', ({ code }) => code === 'rate-limited');
    await send(ada, chat.id, 'live');
    await socket.next('message', ({ message }) => message.content === 'live');
  });
});

describe('[A43] chats and people by the hour', () => {
  test('one account makes no more chats than it may, finds those that are there, and others go on', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    await startDirect(ada, bob);
    await rateStore.count(`chats by ${ada.user.id}`, 3_600_000, 199);
    expect((await ada.api.call('POST', '/api/chats', { kind: 'direct', memberIds: [bob.user.id] })).status).toBe(200);
    const direct = (memberIds: string[]): Promise<{ status: number; headers: Headers }> =>
      ada.api.call('POST', '/api/chats', { kind: 'direct', memberIds });
    const refused = await direct([cleo.user.id]);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
    const { status } = await cleo.api.call('POST', '/api/chats', { kind: 'direct', memberIds: [ada.user.id] });
    expect(status).toBe(201);
  });

  test('one account adds no more people than it may', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, []);
    await rateStore.count(`people by ${ada.user.id}`, 3_600_000, 9_999);
    const add = (userIds: string[]): Promise<{ status: number }> =>
      ada.api.call('POST', `/api/chats/${group.id}/members`, { userIds });
    expect((await add([bob.user.id, cleo.user.id])).status).toBe(429);
    expect((await add([bob.user.id])).status).toBe(200);
    expect((await add([cleo.user.id])).status).toBe(429);
  });
});

test('[A43] searches that fail are paid for, or a few would keep the database busy for all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-cost-'));
  try {
    const storage = await openStorage(folder);
    const openSearch: typeof storage.openSearch = async () => {
      const index = await storage.openSearch();
      return {
        find: () => Promise.reject(new Error('too slow')),
        follow: (logId) => index.follow(logId),
        compare: (after) => index.compare(after),
        renew: () => index.renew(),
        tidy: () => index.tidy(),
        close: () => index.close(),
      };
    };
    await using slow = await startServer({ RATE_LIMITS: 'on' }, { storage: { ...storage, openSearch } });
    const { ada, bob } = await registerAll(slow.url, 'ada', 'bob');
    const statuses: number[] = [];
    for (let asked = 0; asked < 8; asked += 1) {
      statuses.push((await ada.api.call('GET', '/api/search?query=heron')).status);
    }
    expect(statuses.slice(0, 4)).toEqual([500, 500, 500, 500]);
    expect(statuses.at(-1)).toBe(429);
    expect((await bob.api.call('GET', '/api/search?query=heron')).status).toBe(500);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
