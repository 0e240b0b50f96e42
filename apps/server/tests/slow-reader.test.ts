import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ServerEvent } from '@confab/protocol';
import { expect, test } from 'vitest';
import { registerAll, send, startGroup, type Person } from './api.ts';
import { connectLive, type TestSocket } from './sockets.ts';
import { startServer } from './start-server.ts';

const mebibyte = 1024 * 1024;
const content = '€'.repeat(8_000);
const messages = 720;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What this process, with the server in it, holds in buffers once the garbage is gone. */
function bytesInBuffers(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** Everything that the socket was told of the chat, in the order in which it was told, by `rev`. */
function revsOf(socket: TestSocket<ServerEvent>): number[] {
  return socket.events.flatMap((event) => {
    if (event.type === 'message') return [event.message.rev];
    return event.type === 'changes' ? event.messages.map(({ rev }) => rev) : [];
  });
}

async function flood(sender: Person, chatId: string): Promise<void> {
  const lanes = Array.from({ length: 8 }, async () => {
    for (let count = 0; count < messages / 8; count += 1) await send(sender, chatId, content);
  });
  await Promise.all(lanes);
}

test('[A25] [D11] [D13] a client that stops reading costs nobody anything, and misses nothing once it reads again', async () => {
  await using server = await startServer({ LOG_LEVEL: 'silent' });
  const { ada, bob, cy } = await registerAll(server.url, 'ada', 'bob', 'cy');
  const { id } = await startGroup(ada, [bob, cy]);
  await using slow = await connectLive(server.url, bob);
  await using reader = await connectLive(server.url, cy);
  const buffersBefore = bytesInBuffers();
  slow.webSocket.pause();
  await flood(ada, id);

  // The sender has all its acknowledgements, and whoever reads has everything.
  const all = Array.from({ length: messages }, (_, index) => index + 1);
  await reader.until(() => revsOf(reader).length === messages, 'all messages');
  expect(revsOf(reader)).toEqual(all);
  // Of the flood's 17 MiB the server keeps no more for the slow one than the soft limit and what it keeps for all.
  await expect.poll(() => bytesInBuffers() - buffersBefore, { timeout: 8_000 }).toBeLessThan(4 * mebibyte);

  slow.webSocket.resume();
  // On a busy machine the flood takes so long that the slow one was given up meanwhile, as it should be.
  const gotAll = await slow.until(() => revsOf(slow).length >= messages, 'all messages').catch(() => false);
  const cursors = { [id]: revsOf(slow).at(-1) ?? 0 };
  await using back = await connectLive(server.url, bob, { epoch: slow.ofType('welcome')[0]?.epoch ?? null, cursors });
  expect([...revsOf(slow), ...revsOf(back)]).toEqual(all);
  // What the kernel did not hold was not held by the server either: it came in pages from the log.
  expect((gotAll ? slow : back).ofType('changes').length).toBeGreaterThan(0);
}, 60_000);

test('[D12] a client that reads nothing for 15 s is closed, and comes back with a cursor', async () => {
  await using server = await startServer({ LOG_LEVEL: 'silent' });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id } = await startGroup(ada, [bob]);
  const stuck = await connectLive(server.url, bob);
  const epoch = stuck.ofType('welcome')[0]?.epoch ?? null;
  stuck.webSocket.pause();
  await flood(ada, id);
  const isOnline = async (): Promise<boolean | undefined> => {
    const body = await ada.api.must<{ users: { online: boolean }[] }>('GET', `/api/auth/users?ids=${bob.user.id}`);
    return body.users[0]?.online;
  };
  await expect.poll(isOnline, { timeout: 60_000, interval: 250 }).toBe(false);
  await stuck[Symbol.asyncDispose]();
  await using back = await connectLive(server.url, bob, { epoch, cursors: { [id]: messages - 10 } });
  expect(revsOf(back)).toEqual(Array.from({ length: 10 }, (_, index) => messages - 9 + index));
}, 90_000);
