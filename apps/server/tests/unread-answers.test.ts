import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startServer({ RATE_LIMITS: 'on' });
  ada = await server.register('ada');
});
afterAll(() => server.close());

/** On a connection of its own that reads nothing until it is told to. */
async function sendAhead(path: string, count: number): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  const request = `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ada.token}\r\n\r\n`;
  socket.write(request.repeat(count));
  return socket;
}

/** What comes until `enough` says so or the server hangs up. */
async function readUntil(socket: Socket, enough: (text: string) => boolean): Promise<string> {
  let text = '';
  const ended = Promise.withResolvers<void>();
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (enough(text)) ended.resolve();
  });
  socket.on('close', () => ended.resolve());
  socket.resume();
  await ended.promise;
  socket.destroy();
  return text;
}

const answersIn = (text: string): number => text.split('HTTP/1.1 ').length - 1;

test('requests that are sent ahead are answered one after another, in order', async () => {
  const socket = await sendAhead('/api/auth/me', 20);
  const text = await readUntil(socket, (soFar) => answersIn(soFar) === 20 && soFar.endsWith('}'));
  expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(20);
});

test('[A42] whoever sends hundreds of requests ahead is cut off', async () => {
  const socket = await sendAhead('/api/auth/me', 400);
  const text = await readUntil(socket, () => false);
  expect(answersIn(text)).toBeLessThan(400);
});

const wishForSocket =
  'GET /api/ws HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n' +
  'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

test('[A42] an upgrade sent behind requests that are not answered yet waits for its turn, and is none', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const wish = wishForSocket.replace('host: x', `host: x\r\nauthorization: Bearer ${ada.token}`);
  socket.write(`GET /api/auth/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ada.token}\r\n\r\n${wish}`);
  const text = await readUntil(socket, (soFar) => answersIn(soFar) === 2);
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
});

test('[A42] after an upgrade that was refused the connection is gone, even if the peer keeps its half open', async () => {
  const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true });
  const failed = once(socket, 'error', { signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => [error]);
  socket.write(wishForSocket);
  await once(socket.resume(), 'end');
  // Nobody is there to take it any more: the kernel says so.
  const again = setInterval(() => socket.write('x'), 20);
  const [error] = (await failed) as [NodeJS.ErrnoException];
  clearInterval(again);
  socket.destroy();
  expect(error.code).toMatch(/^(?:ECONNRESET|EPIPE)$/);
});
