import { EventEmitter, once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { boundByAddress, connectionsPerAddress } from './connection-bounds.ts';
import { createBoundedServer } from './create-server.ts';

// More than the kernel takes for a peer that reads nothing.
const largeAnswer = Buffer.alloc(32 * 1024 * 1024);

async function listen(handle: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createBoundedServer(handle, { isExempt: () => false, commonHeaders: {} });
  server.timeout = 100;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function ask(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  return socket;
}

test('[A42] a connection that takes nothing of its answer is cut off', async () => {
  const { server, port } = await listen((_request, response) => void response.end(largeAnswer));
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const peer = await ask(port);
  const [socket] = await accepted;
  await once(socket, 'close');
  expect(socket.bytesWritten).toBeGreaterThan(0);
  peer.destroy();
  server.close();
});

test('a connection whose answer is still being made is not cut off, however long that takes', async () => {
  const { server, port } = await listen((_request, response) => {
    server.once('timeout', () => response.end('at last'));
  });
  const peer = await ask(port);
  const [answer] = (await once(peer.resume(), 'data')) as [Buffer];
  expect(answer.toString()).toContain('at last');
  peer.destroy();
  server.close();
});

class Peer extends EventEmitter {
  destroyed = false;
  readonly remoteAddress: string;

  constructor(address: string) {
    super();
    this.remoteAddress = address;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

function boundedServer(): (address: string) => Peer {
  const server = new EventEmitter();
  boundByAddress(server as Server, (address) => address === '10.0.0.1');
  return (address) => {
    const peer = new Peer(address);
    server.emit('connection', peer);
    return peer;
  };
}

const fill = (open: (address: string) => Peer, addressOf: (index: number) => string): Peer[] =>
  Array.from({ length: connectionsPerAddress }, (_, index) => open(addressOf(index)));

test('[A42] one address has so many connections and no more, until one of them closes', () => {
  const open = boundedServer();
  const [first] = fill(open, () => '192.0.2.7');
  expect([open('192.0.2.7').destroyed, open('192.0.2.8').destroyed]).toEqual([true, false]);
  first?.destroy();
  expect([open('192.0.2.7').destroyed, open('192.0.2.7').destroyed]).toEqual([false, true]);
});

test('[A42] all addresses of one IPv6 customer count as one', () => {
  const open = boundedServer();
  fill(open, (index) => `2001:db8:0:7::${index.toString(16)}`);
  expect([open('2001:db8:0:7:ffff::1').destroyed, open('2001:db8:0:8::1').destroyed]).toEqual([true, false]);
});

test('a proxy, through which everybody comes, is not bounded', () => {
  const open = boundedServer();
  fill(open, () => '10.0.0.1');
  expect(open('10.0.0.1').destroyed).toBe(false);
});
