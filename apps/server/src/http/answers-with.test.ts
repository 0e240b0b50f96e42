import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { answersWith } from './answers-with.ts';

const common = { 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' };

async function headersOf(listener: RequestListener): Promise<Record<string, string>> {
  const server = createServer({ ServerResponse: answersWith(common) }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  await answer.arrayBuffer();
  server.close();
  return Object.fromEntries([...answer.headers].filter(([name]) => !/^(?:connection|date|transfer)/.test(name)));
}

test.each<[string, RequestListener]>([
  ['by writeHead', (_request, response) => response.writeHead(200, { 'content-length': '0' }).end()],
  ['with a reason', (_request, response) => response.writeHead(200, 'Fine', { 'content-length': 0 }).end()],
  ['with headers in a list', (_request, response) => response.writeHead(200, ['content-length', '0']).end()],
  ['with headers set before', (_request, response) => response.setHeader('content-length', '0').writeHead(200).end()],
  ['without a head of its own', (_request, response) => response.end()],
])('an answer that is written %s has the headers of all', async (_how, listener) => {
  expect(await headersOf(listener)).toEqual({ 'content-length': '0', ...common });
});

test.each<[string, RequestListener]>([
  ['by writeHead', (_request, response) => response.writeHead(200, { 'x-frame-options': 'SAMEORIGIN' }).end()],
  ['in a list', (_request, response) => response.writeHead(200, ['x-frame-options', 'SAMEORIGIN']).end()],
  ['before', (_request, response) => response.setHeader('x-frame-options', 'SAMEORIGIN').writeHead(200).end()],
  ['before, without a head', (_request, response) => response.setHeader('x-frame-options', 'SAMEORIGIN').end()],
])(
  '[A18] a header that an answer sets itself %s stands in the place of the one of all, once',
  async (_how, listener) => {
    expect(await headersOf(listener)).toMatchObject({
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    });
  },
);

test('a header of several values keeps them', async () => {
  const headers = await headersOf((_request, response) => response.writeHead(200, { 'x-several': ['a', 'b'] }).end());
  expect(headers).toMatchObject({ 'x-several': 'a, b', ...common });
});
