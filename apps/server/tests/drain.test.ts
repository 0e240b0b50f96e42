import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { registerAll, startDirect } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

/** They go 5 ms after each other: time enough for a message of the later ones on a machine that is busy. */
const [socketsEach, socketCount] = [50, 100];

test('[A37] [D2] [D18] a stopping server tells its clients when to go, answers them until then, and loses nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-drain-'));
  try {
    const server = await startServer({ DATA_DIR: folder, SHUTDOWN_SECONDS: '20' });
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const people = [ada, bob].flatMap((person) => Array.from({ length: socketsEach }, () => person));
    const sockets = await Promise.all(people.map((person) => connectLive(server.url, person)));
    const closings = sockets.map(async (socket) => ({ ...(await socket.closed()), at: performance.now() }));
    const sendFrom = (socket: (typeof sockets)[number]): void =>
      socket.send({ type: 'send', chatId: chat.id, clientId: randomUUID(), content: 'on the way out' });

    const startedAt = performance.now();
    const stopped = server.close();
    const told = sockets.map(async (socket, place) => {
      const { reconnectInMs } = await socket.next('draining');
      // Those who are still welcome are still served.
      if (place >= socketCount / 2) sendFrom(socket);
      return reconnectInMs;
    });
    const times = await Promise.all(told);
    const closed = await Promise.all(closings);
    await stopped;

    expect(closed.map(({ code }) => code)).toEqual(sockets.map(() => 4012));
    expect(new Set(times).size).toBe(socketCount);
    for (const [index, { at }] of closed.entries()) {
      // A timer may be a millisecond early.
      expect(at - startedAt).toBeGreaterThanOrEqual((times[index] ?? 0) - 2);
    }
    const acknowledged = sockets.flatMap((socket) => socket.ofType('ack').map(({ seq }) => seq));
    expect(acknowledged.length).toBeGreaterThan(0);
    await using storage = disposable(await openSqliteStorage({ folder }));
    const { seq } = (await storage.log.readHeads([chat.id])).get(chat.id) ?? { seq: 0 };
    // What was read was answered: nothing is in the log that nobody was told of.
    expect(acknowledged.toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: seq }, (_, index) => index + 1),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('[D18] a client that does not go, and does not answer, keeps a server no longer than its time', async () => {
  await using server = await startServer({ SHUTDOWN_SECONDS: '2' });
  const { ada } = await registerAll(server.url, 'ada');
  await using socket = await connectLive(server.url, ada);
  socket.webSocket.pause();
  const startedAt = performance.now();
  await server.close();
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

function disposable<Closable extends { close(): Promise<void> }>(thing: Closable): Closable & AsyncDisposable {
  return { ...thing, [Symbol.asyncDispose]: () => thing.close() };
}
