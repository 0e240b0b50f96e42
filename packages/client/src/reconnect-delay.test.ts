import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { backoffMs } from './reconnect-delay.ts';

/** How long the client waits before its next connection. */
function waitOf(server: ScriptedServer): number {
  const { retryAt } = server.client.getState().connection;
  if (retryAt === null) throw new Error('no retry is planned');
  return retryAt - server.clock.now();
}

test('[D18] the wait doubles to 5 s, after a minute to 30 s, and all of it is jitter', () => {
  const longest = [0, 1, 2, 3, 20].map((tries) => backoffMs(tries, 59_999, () => 1));
  expect(longest).toEqual([250, 500, 1_000, 2_000, 5_000]);
  expect(backoffMs(20, 60_000, () => 1)).toBe(30_000);
  expect(backoffMs(20, 60_000, () => 0)).toBe(0);
});

test('a server that drops the client soon after `ready` meets growing delays, after a minute up to 30 s', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const waits: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    await server.clock.advance(1_500);
    server.socket.end(1006);
    waits.push(waitOf(server));
    await server.clock.advance(waits.at(-1) ?? 0);
    await server.goLiveAgain();
  }
  expect(waits.slice(0, 6)).toEqual([125, 250, 500, 1_000, 2_000, 2_500]);
  expect(waits.at(-1)).toBe(15_000);
});

test('a server that says `draining` again and again can’t make a client spin', async () => {
  await using server = new ScriptedServer({ random: () => 0 });
  await server.goLive();
  const startedAt = server.clock.now();
  for (let round = 0; round < 20; round += 1) {
    const before = server.sockets.length;
    for (let again = 0; again < 5; again += 1) server.say({ type: 'draining', reconnectInMs: 0 });
    while (server.sockets.length === before) await server.clock.advance(10);
    await server.goLiveAgain();
  }
  expect(server.clock.now() - startedAt).toBeGreaterThanOrEqual(20 * 50);
});

test('`draining` repeated on connections that did not last is followed later and later', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const waits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = server.sockets.length;
    const saidAt = server.clock.now();
    server.say({ type: 'draining', reconnectInMs: 10 });
    while (server.sockets.length === before) await server.clock.advance(5);
    waits.push(server.clock.now() - saidAt);
    await server.goLiveAgain();
  }
  expect(waits).toEqual([125, 250, 500, 1_000, 2_000]);
});

test('a drain that ended with the session says nothing about the next connection', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.say({ type: 'draining', reconnectInMs: 60_000 });
  server.socket.end(4001);
  await server.clock.advance(60_000);
  await server.goLive();
  server.say({ type: 'draining', reconnectInMs: 1_000 });
  await server.clock.advance(1_000);
  expect(server.sockets).toHaveLength(3);
});

test('a gap on a connection that drains is healed at the time of the drain', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.say({ type: 'draining', reconnectInMs: 2_000 });
  server.commit('ann');
  server.say({ type: 'message', message: server.commit('ann') });
  expect(server.status()).toBe('offline');
  expect(waitOf(server)).toBe(2_000);
});

test('a connection that is closed for too much is worth another, after 5 s and then later', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.client.send('one', 'hello');
  server.socket.end(4029);
  expect(waitOf(server)).toBe(5_000);
  server.wake();
  server.client.connect();
  await server.clock.advance(4_999);
  expect(server.sockets).toHaveLength(1);
  await server.clock.advance(1);
  await server.goLiveAgain();
  expect(server.said('send')).toHaveLength(1);
});

test('a ticket that is refused for now is asked for when the server says, not when the network or the page wakes', async () => {
  await using server = new ScriptedServer({ token: 'secret' });
  server.answers['POST /api/auth/ws-ticket'] = 429;
  server.client.connect();
  await turn();
  await turn();
  expect(waitOf(server)).toBe(7_000);
  server.wake();
  await server.clock.advance(6_999);
  expect(server.requests).toHaveLength(1);
  await server.clock.advance(1);
  expect(server.requests).toHaveLength(2);
});

test('a message that is too large for the server fails, and what is behind it goes out', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const large = server.client.send('one', 'x'.repeat(8_000));
  server.client.send('one', 'small');
  server.socket.end(1009);
  await expect(large.delivered).rejects.toMatchObject({ code: 'too-large' });
  await server.clock.advance(250);
  await server.goLiveAgain();
  expect(server.said('send')).toMatchObject([{ content: 'small' }]);
});

test('a catch-up that comes to a stand is given up after a minute', async () => {
  await using server = new ScriptedServer();
  server.client.connect();
  await server.welcome();
  for (let silent = 0; silent < 6; silent += 1) {
    expect(server.sockets).toHaveLength(1);
    await server.clock.advance(10_000);
    server.say({ type: 'pong' });
  }
  expect(server.status()).toBe('offline');
});
