import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { hangUp } from './hang-up.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Both ends of a connection, of which the peer never ends its half. */
async function connected(): Promise<{ socket: Socket; peer: Socket }> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const { port } = server.address() as AddressInfo;
  const peer = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).pause();
  const [socket] = await accepted;
  server.close();
  return { socket, peer };
}

test('[A42] the peer gets the last words, and the connection is gone though it keeps its half open', async () => {
  const { socket, peer } = await connected();
  hangUp(socket, 'farewell');
  await once(socket, 'close');
  const [words] = (await once(peer.resume(), 'data')) as [Buffer];
  expect(words.toString()).toBe('farewell');
  peer.destroy();
});

test('[A42] a peer that takes nothing of what was queued before is not waited for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { socket, peer } = await connected();
  // More than the kernel takes for it.
  socket.write(Buffer.alloc(32 * 1024 * 1024));
  hangUp(socket, 'farewell');
  const closed = once(socket, 'close');
  vi.advanceTimersByTime(5_000);
  await closed;
  expect(socket.destroyed).toBe(true);
  peer.destroy();
});
