import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';

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

test('[D14] a machine that slept asks when it wakes, and finds its dead connection within 5 s', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.wake();
  server.wake();
  expect(server.said('ping')).toHaveLength(1);
  await server.clock.advance(4_999);
  expect(server.status()).toBe('live');
  await server.clock.advance(1);
  expect(server.status()).toBe('offline');
});

test('[D14] a machine that wakes keeps a connection that answers', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.wake();
  server.say({ type: 'pong' });
  await server.clock.advance(5_000);
  expect(server.status()).toBe('live');
});

test('[D27] [A38] a wall clock that jumps cuts no live socket, stops no ping and holds up no retry', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  for (const jumpMs of [600_000, -1_200_000]) {
    server.clock.jump(jumpMs);
    await server.clock.advance(15_000);
    expect(server.status()).toBe('live');
    expect(server.said('ping')).toHaveLength(1);
    server.say({ type: 'pong' });
    server.socket.said.length = 0;
  }
  server.client.typing('one');
  server.clock.jump(-600_000);
  await server.clock.advance(2_000);
  server.client.typing('one');
  expect(server.said('typing')).toHaveLength(2);
  server.say({ type: 'typing', chatId: 'one', userId: 'ann' });
  server.clock.jump(-600_000);
  await server.clock.advance(5_000);
  expect(server.client.getState().chats.get('one')?.typing).toEqual([]);
  server.say({ type: 'draining', reconnectInMs: 2_000 });
  server.socket.end(4012);
  server.clock.jump(-600_000);
  await server.clock.advance(2_000);
  expect(server.sockets).toHaveLength(2);
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

test('tries that fail are further and further apart, until one lived for 30 s', async () => {
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
  server.say({ type: 'pong' });
  await server.clock.advance(20_000);
  server.say({ type: 'pong' });
  await server.clock.advance(10_000);
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
  server.socket.end(1003);
  expect(server.client.getState().connection).toMatchObject({ status: 'offline', retryAt: null });
  await server.clock.advance(60_000);
  expect(server.sockets).toHaveLength(1);
  server.client.connect();
  await turn();
  expect(server.sockets).toHaveLength(2);
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
