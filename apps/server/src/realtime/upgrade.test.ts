import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { handleUpgrades, type SocketUser, type UpgradeOptions } from './upgrade.ts';

const somebody: SocketUser = { userId: 'user-1', sessionId: 'session-1', role: 'member' };

/** A server whose slices come when the test says so. */
async function stage(authenticate: UpgradeOptions['authenticate']) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const waiting: (() => void)[] = [];
  const seen = { admitted: 0, accepted: 0 };
  const closed: Promise<unknown>[] = [];
  server.on('connection', (socket) => void closed.push(new Promise((resolve) => socket.once('close', resolve))));
  handleUpgrades(server, {
    endpoints: [
      {
        match: (path) => (path === '/socket' ? {} : null),
        authorize: () => null,
        accept: () => void (seen.accepted += 1),
      },
    ],
    allowsOrigin: () => true,
    compress: false,
    authenticate,
    admit: () => {
      seen.admitted += 1;
      return null;
    },
    admitUser: () => null,
    slices: { add: (task) => void waiting.push(task) },
    onError: () => {},
  });
  const ask = (path = '/socket'): Socket => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
    );
    return socket;
  };
  return {
    seen,
    waiting,
    closed,
    ask,
    endTurn: () => waiting.splice(0).map((task) => task()).length,
    [Symbol.asyncDispose]: async () => void (await new Promise((resolve) => server.close(resolve))),
  };
}

test('[D13] whoever asks is counted at once, and let in when their slice comes', async () => {
  let asked = 0;
  await using server = await stage(() => {
    asked += 1;
    return somebody;
  });
  const sockets = [server.ask(), server.ask(), server.ask()];
  await expect.poll(() => server.waiting.length).toBe(3);
  expect({ asked, ...server.seen }).toEqual({ asked: 0, admitted: 3, accepted: 0 });
  const answers = sockets.map((socket) => once(socket, 'data'));
  expect(server.endTurn()).toBe(3);
  expect({ asked, ...server.seen }).toEqual({ asked: 3, admitted: 3, accepted: 3 });
  for (const [bytes] of await Promise.all(answers)) expect(String(bytes)).toMatch(/^HTTP\/1.1 101 /);
  for (const socket of sockets) socket.destroy();
});

test('[D13] those who are found with one query are let in by slices too', async () => {
  const { promise, resolve } = Promise.withResolvers<SocketUser>();
  await using server = await stage(() => promise);
  const sockets = [server.ask(), server.ask()];
  await expect.poll(() => server.waiting.length).toBe(2);
  server.endTurn();
  resolve(somebody);
  await expect.poll(() => server.waiting.length).toBe(2);
  expect(server.seen.accepted).toBe(0);
  server.endTurn();
  expect(server.seen.accepted).toBe(2);
  for (const socket of sockets) socket.destroy();
});

test('what is refused to anybody waits for no slice', async () => {
  await using server = await stage(() => somebody);
  const [bytes] = (await once(server.ask('/elsewhere'), 'data')) as [Buffer];
  expect(String(bytes)).toMatch(/^HTTP\/1.1 404 /);
  expect(server.waiting).toHaveLength(0);
});

test('whoever is gone by then is asked nothing', async () => {
  let asked = 0;
  await using server = await stage(() => {
    asked += 1;
    return somebody;
  });
  const socket = server.ask();
  await expect.poll(() => server.waiting.length).toBe(1);
  socket.resetAndDestroy();
  await server.closed[0];
  server.endTurn();
  expect(asked).toBe(0);
});

test('an error on the way is told, and lets the others in', async () => {
  let asked = 0;
  await using server = await stage(() => {
    asked += 1;
    if (asked === 1) throw new Error('not today');
    return asked === 2 ? Promise.reject(new Error('nor now')) : somebody;
  });
  const sockets = [server.ask(), server.ask(), server.ask()];
  await expect.poll(() => server.waiting.length).toBe(3);
  const answers = sockets.map((socket) => once(socket, 'data'));
  server.endTurn();
  const lines = (await Promise.all(answers)).map(([bytes]) => String(bytes).slice(9, 12));
  expect(lines.toSorted()).toEqual(['101', '503', '503']);
  for (const socket of sockets) socket.destroy();
});
