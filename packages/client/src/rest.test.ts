import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ManualClock, turn } from '../tests/manual-clock.ts';
import { type ApiError, type Clock, createRestClient, type RestClient, systemClock } from './index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler, clock: Clock = systemClock): Promise<{ rest: RestClient } & AsyncDisposable> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    rest: createRestClient({ baseUrl: `http://127.0.0.1:${port}/`, token: 'secret', clock }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function refusalOf(request: Promise<unknown>): Promise<ApiError> {
  return request.then(
    () => expect.unreachable('it was not refused'),
    (error: unknown) => error as ApiError,
  );
}

test('a request carries the token, its path is escaped, its body is JSON', async () => {
  const seen: string[] = [];
  await using server = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => seen.push(text));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end('{}');
    });
  });
  await server.rest.editMessage({ id: 'a/b.1', chatId: 'a/b', seq: 1 }, 'new');
  expect(seen).toEqual(['{"content":"new"}', 'PATCH /api/chats/a%2Fb/messages/a%2Fb.1 Bearer secret']);
});

function refuseFor(response: ServerResponse, retryAfter: string): void {
  const detail = 'Slowly.';
  response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': retryAfter });
  response.end(JSON.stringify({ code: 'rate-limited', detail, status: 429, title: '', type: '' }));
}

test('a read that is refused for now is asked again when the server says, and others wait with it', async () => {
  const clock = new ManualClock();
  const asked: (string | undefined)[] = [];
  await using server = await serve((request, response) => {
    asked.push(request.url);
    if (asked.length === 1) refuseFor(response, '3');
    else response.end('{"chats":[]}');
  }, clock);
  const first = server.rest.chats();
  while (clock.nextDueMs !== 3_000) await turn();
  const second = server.rest.chats();
  await clock.advance(2_999);
  expect(asked).toHaveLength(1);
  await clock.advance(1);
  await expect(Promise.all([first, second])).resolves.toEqual([[], []]);
  expect(asked).toHaveLength(3);
});

test('an answer that never comes is `network` after 30 s, so that nobody waits for ever', async () => {
  const clock = new ManualClock();
  const arrived = Promise.withResolvers<void>();
  await using server = await serve(() => arrived.resolve(), clock);
  const asking = refusalOf(server.rest.chats());
  await arrived.promise;
  await clock.advance(30_000);
  await expect(asking).resolves.toMatchObject({ code: 'network', cause: { name: 'TimeoutError' } });
});

test('a read that waits can be given up', async () => {
  const clock = new ManualClock();
  await using server = await serve((_request, response) => refuseFor(response, '3'), clock);
  const controller = new AbortController();
  const reading = server.rest.users({}, { signal: controller.signal });
  while (clock.nextDueMs !== 3_000) await turn();
  controller.abort();
  await expect(refusalOf(reading)).resolves.toMatchObject({ name: 'AbortError' });
  expect(clock.nextDueMs).toBeNull();
});

test('a request that changes something, and a wait of more than a minute, are the caller’s to decide on', async () => {
  await using server = await serve((request, response) => refuseFor(response, request.method === 'GET' ? '61' : '5'));
  const login = server.rest.login({ username: 'ann', password: 'secret' });
  await expect(refusalOf(login)).resolves.toMatchObject({ code: 'rate-limited', retryAfterMs: 5_000 });
  await expect(refusalOf(server.rest.chats())).resolves.toMatchObject({ retryAfterMs: 61_000 });
});

test('a proxy’s 429 counts as ours, and its Retry-After may be a date', async () => {
  await using server = await serve((_request, response) => {
    const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
    response.writeHead(429, { date, 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' }).end('<h1>Slowly</h1>');
  });
  await expect(refusalOf(server.rest.chats())).resolves.toMatchObject({ code: 'rate-limited', retryAfterMs: 90_000 });
});

test('a refusal carries all of its problem document', async () => {
  await using server = await serve((_request, response) => {
    response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '7' });
    const errors = [{ path: 'content', message: 'write something' }];
    response.end(JSON.stringify({ code: 'rate-limited', detail: 'Slowly.', status: 429, title: '', type: '', errors }));
  });
  await expect(refusalOf(server.rest.me({ isPatient: false }))).resolves.toMatchObject({
    code: 'rate-limited',
    status: 429,
    detail: 'Slowly.',
    retryAfterMs: 7_000,
    errors: [{ path: 'content' }],
  });
});

test('all chats are fetched page by page, and one that was spoken in meanwhile is not missed', async () => {
  const asked: (string | undefined)[] = [];
  const chat = (id: string, rev: number): object => ({ id, rev });
  const pages: Record<string, object> = {
    '/api/chats': { chats: [chat('a', 1), chat('b', 1)], nextCursor: 'after b' },
    '/api/chats?cursor=after+b': { chats: [chat('c', 1)], nextCursor: 'after c' },
    '/api/chats?cursor=after+c': { chats: [chat('e', 1)], nextCursor: null },
  };
  await using server = await serve(({ url = '' }, response) => {
    asked.push(url);
    response.end(JSON.stringify(pages[url]));
    // `d` was about to come on the last page.
    if (asked.length > 1) pages['/api/chats'] = { chats: [chat('d', 2), chat('a', 1)], nextCursor: 'after a' };
  });
  const chats = await server.rest.chats();
  expect(chats.map(({ id, rev }) => `${id}${rev}`)).toEqual(['d2', 'a1', 'b1', 'c1', 'e1']);
  expect(asked).toHaveLength(4);
});

test('a proxy’s page is no answer of ours: 502 to 504 mean “later”', async () => {
  await using server = await serve((request, response) => {
    response.writeHead(request.url === '/api/chats' ? 502 : 200).end('<h1>Bad gateway</h1>');
  });
  await expect(refusalOf(server.rest.chats())).resolves.toMatchObject({ code: 'unavailable', status: 502 });
  await expect(refusalOf(server.rest.me())).resolves.toMatchObject({ code: 'bad-answer', status: 200 });
});

test('no answer is `network`; a request that the caller gave up says so', async () => {
  await using server = await serve((request) => request.socket.destroy());
  await expect(refusalOf(server.rest.chats())).resolves.toMatchObject({ code: 'network', status: 0 });
  const given = server.rest.users({}, { signal: AbortSignal.abort() });
  await expect(refusalOf(given)).resolves.toMatchObject({ name: 'AbortError' });
});

test('an answer without a body is nothing', async () => {
  await using server = await serve((_request, response) => response.writeHead(204).end());
  await expect(server.rest.logout()).resolves.toBeUndefined();
});

test.each([200, 400])('an answer of status %i that is cut off on its way is none', async (status) => {
  await using server = await serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"half":', () => response.destroy());
  });
  await expect(refusalOf(server.rest.me())).resolves.toMatchObject({ code: 'network' });
});
