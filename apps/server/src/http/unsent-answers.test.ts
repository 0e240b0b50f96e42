import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import type { HttpApp } from './http-app.ts';
import { boundUnsentAnswers } from './unsent-answers.ts';

// More than the kernel takes for a peer that reads nothing.
const answerBytes = 16 * 1024 * 1024;

/** On a connection of its own that reads only the head of the answer. */
async function ask(port: number): Promise<{ socket: Socket; status: string }> {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
  const [head] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  return { socket, status: head.toString('latin1', 9, 12) };
}

test('[A42] of one address that takes nothing, one large answer waits; the rest are refused until it has gone', async () => {
  const app = fastify() as unknown as HttpApp;
  boundUnsentAnswers(app, (request) => request.ip);
  app.get('/large', (_request, reply) => reply.send(Buffer.alloc(answerBytes)));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const first = await ask(port);
  const second = await ask(port);
  expect([first.status, second.status]).toEqual(['200', '429']);
  first.socket.destroy();
  second.socket.destroy();
  await expect
    .poll(async () => {
      const { socket, status } = await ask(port);
      socket.destroy();
      return status;
    })
    .toBe('200');
  await app.close();
});

test('[A42] an answer whose peer has gone before it was made does not wait for ever', async () => {
  const app = fastify() as unknown as HttpApp;
  boundUnsentAnswers(app, () => 'one for all');
  const made: string[] = [];
  app.get('/slow', async (_request, reply) => {
    await once(reply.raw, 'close');
    return Buffer.alloc(answerBytes);
  });
  app.get('/large', (_request, reply) => reply.send(Buffer.alloc(answerBytes)));
  app.addHook('onSend', (request, _reply, payload, done) => {
    made.push(request.url);
    done(null, payload);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const asked = once(app.server, 'request');
  const gone = connect(port, '127.0.0.1');
  gone.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
  await asked;
  gone.destroy();
  await expect.poll(() => made).toEqual(['/slow']);
  const { socket, status } = await ask(port);
  expect(status).toBe('200');
  socket.destroy();
  await app.close();
});
