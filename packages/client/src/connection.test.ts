import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { backoffMs } from './connection.ts';

test('[D18] the wait doubles to 5 s, after a minute to 30 s, and all of it is jitter', () => {
  const longest = [0, 1, 2, 3, 20].map((tries) => backoffMs(tries, 59_999, () => 1));
  expect(longest).toEqual([250, 500, 1_000, 2_000, 5_000]);
  expect(backoffMs(20, 60_000, () => 1)).toBe(30_000);
  expect(backoffMs(20, 60_000, () => 0)).toBe(0);
});

test('[D15] the first resume names no chat, a later one every cursor', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  expect(server.said('resume')).toEqual([{ type: 'resume', epoch: null, cursors: {} }]);
  server.say({ type: 'message', message: server.commit('ann') });
  server.socket.end(1006);
  expect(server.status()).toBe('offline');
  await server.clock.advance(250);
  await server.welcome();
  expect(server.said('resume')).toEqual([{ type: 'resume', epoch: 'e1', cursors: { one: 1 } }]);
});

test('[D15] until everything is of the new epoch, a client resumes under the old one', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.epoch = 'e2';
  server.socket.end(1006);
  await server.clock.advance(250);
  await server.welcome();
  server.say({ type: 'reset', chatId: 'one', reason: 'epoch-changed', chat: server.describe() });
  server.socket.end(1006);
  await server.clock.advance(500);
  await server.welcome();
  expect(server.said('resume')[0]?.epoch).toBe('e1');
  server.say({ type: 'reset', chatId: 'one', reason: 'epoch-changed', chat: server.describe() });
  server.say({ type: 'ready' });
  expect(server.client.getState().epoch).toBe('e2');
});

test('[D7] a gap makes the client come back for what it missed; a double is dropped', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const seen: number[] = [];
  server.client.onMessage(({ message }) => seen.push(message.seq));
  const first = server.commit('ann');
  server.say({ type: 'message', message: first });
  server.say({ type: 'message', message: first });
  server.commit('ann');
  server.say({ type: 'message', message: server.commit('ann') });
  expect(server.socket.readyState).toBe(3);
  await server.clock.advance(250);
  await server.goLiveAgain();
  expect(server.status()).toBe('live');
  expect(seen).toEqual([1, 2, 3]);
});

test('[D14] a server that is silent for 10 s is asked, and after 25 s given up', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  await server.clock.advance(9_999);
  expect(server.said('ping')).toHaveLength(0);
  await server.clock.advance(1);
  expect(server.said('ping')).toHaveLength(1);
  server.say({ type: 'pong' });
  await server.clock.advance(24_999);
  expect(server.status()).toBe('live');
  await server.clock.advance(1);
  expect(server.status()).toBe('offline');
});

test('[D14] a machine that slept finds its dead connection as soon as it wakes', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const asleep = server.clock.now() + 60_000;
  server.clock.now = () => asleep;
  server.wake();
  expect(server.status()).toBe('offline');
});

test('[D18] a network that comes back is tried at once', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.socket.end(1006);
  expect(server.sockets).toHaveLength(1);
  server.wake();
  await turn();
  expect(server.sockets).toHaveLength(2);
});

test('[D18] a draining server is left at the time that it gave', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.say({ type: 'draining', reconnectInMs: 2_000 });
  await server.clock.advance(1_999);
  expect(server.sockets).toHaveLength(1);
  await server.clock.advance(1);
  expect(server.sockets).toHaveLength(2);
});

test('[D18] a draining server that closes early is not stormed before that time', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.say({ type: 'draining', reconnectInMs: 2_000 });
  server.socket.end(4012);
  await server.clock.advance(1_999);
  expect(server.sockets).toHaveLength(1);
  await server.clock.advance(1);
  expect(server.sockets).toHaveLength(2);
});

test('tries that fail are further and further apart, until one lived for 1 s', async () => {
  await using server = new ScriptedServer();
  server.client.connect();
  const waits: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    await turn();
    server.socket.end(1006);
    await turn();
    const { retryAt } = server.client.getState().connection;
    waits.push((retryAt ?? 0) - server.clock.now());
    await server.clock.advance(waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([125, 250, 500, 1_000]);
  await server.goLiveAgain();
  await server.clock.advance(1_000);
  server.socket.end(1006);
  const { retryAt } = server.client.getState().connection;
  expect((retryAt ?? 0) - server.clock.now()).toBe(125);
});

test('a session that ended signs the client out for good', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.socket.end(4001);
  await server.clock.advance(60_000);
  expect(server.status()).toBe('signed-out');
  expect(server.sockets).toHaveLength(1);
});

test('a refused upgrade hides its reason: a session that ended is found by asking', async () => {
  await using server = new ScriptedServer();
  server.answers['GET /api/auth/me'] = 401;
  server.client.connect();
  await turn();
  server.socket.end(1006);
  await turn();
  await turn();
  expect(server.status()).toBe('signed-out');
});

test('a client with a token connects with a ticket', async () => {
  await using server = new ScriptedServer({ token: 'secret' });
  server.answers['POST /api/auth/ws-ticket'] = { ticket: 'once', expiresAt: '' };
  server.client.connect();
  await turn();
  await turn();
  expect(server.socket.url).toBe('ws://confab.test/api/ws?ticket=once');
});

test('a fault of the client is not repeated, until the person tries again', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.socket.end(4029);
  expect(server.client.getState().connection).toMatchObject({ status: 'offline', retryAt: null });
  await server.clock.advance(60_000);
  expect(server.sockets).toHaveLength(1);
  server.client.connect();
  await turn();
  expect(server.sockets).toHaveLength(2);
});

test('[A45] another person’s session is not taken for the own', async () => {
  await using server = new ScriptedServer();
  server.client.send('one', 'mine');
  server.client.connect();
  await turn();
  server.socket.accept();
  server.say({ type: 'welcome', connectionId: 'c', userId: 'ann', epoch: 'e1', serverTime: '' });
  expect(server.status()).toBe('signed-out');
  expect(server.socket.said).toEqual([]);
});

test('`since` tells how long there has been no connection, through all the tries', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const lostAt = server.clock.now();
  server.socket.end(1006);
  await server.clock.advance(200);
  expect(server.client.getState().connection).toMatchObject({ status: 'connecting', since: lostAt });
  server.socket.end(1006);
  await turn();
  await turn();
  expect(server.client.getState().connection).toMatchObject({ status: 'offline', since: lostAt });
});
