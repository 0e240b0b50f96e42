import { createHash, randomUUID } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createClient } from '@confab/client';
import type { FileLimits, Message, Problem } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer, type TestServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const clientOf = (person: Person, { url }: TestServer = server) => createClient({ baseUrl: url, token: person.token });
const upload = (person: Person, content: string | Buffer, name = 'boots.txt'): Promise<string> =>
  clientOf(person).uploadFile(new Blob([content as string]), { name });

interface TusAnswer {
  status: number;
  headers: Headers;
  code?: string;
}

/** A request as any client of tus makes it. */
async function tus(
  { token }: Pick<Person, 'token'>,
  [method, path]: readonly [method: string, path: string],
  headers: Record<string, string>,
  body?: string,
): Promise<TusAnswer> {
  const answer = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    ...(answer.status >= 400 && text !== '' && { code: (JSON.parse(text) as Problem).code }),
  };
}

const bytes = 'application/offset+octet-stream';
async function begin(person: Person, size: number, name = 'boots.txt'): Promise<string> {
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const { status, headers } = await tus(person, ['POST', '/api/uploads'], {
    'upload-length': String(size),
    'upload-metadata': metadata,
  });
  expect(status).toBe(201);
  return headers.get('location') ?? '';
}
const patch = (person: Person, path: string, offset: number, body: string): Promise<TusAnswer> =>
  tus(person, ['PATCH', path], { 'upload-offset': String(offset), 'content-type': bytes }, body);
const idOf = (path: string): string => path.split('/').at(-1) ?? '';

async function sendFiles(person: Person, chatId: string, files: readonly object[], more: object = {}) {
  const body = { content: '', clientId: randomUUID(), files, ...more };
  return await person.api.call<Message & Problem>('POST', `/api/chats/${chatId}/messages`, body);
}

const download = (person: Person | null, id: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/api/files/${id}`, {
    headers: { ...(person && { authorization: `Bearer ${person.token}` }), ...headers },
  });
const mayRead = async (person: Person | null, id: string): Promise<number> => {
  const answer = await download(person, id);
  await answer.arrayBuffer();
  return answer.status;
};

/** The names of all that is kept, and of uploads under way. */
async function onDisk({ parts }: TestServer = server): Promise<string[]> {
  const folder = parts.config.files?.folder ?? '';
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
const fileOf = (path: string): string => join(server.parts.config.files?.folder ?? '', 'uploads', idOf(path));
const isOnDisk = async (id: string): Promise<boolean> => (await onDisk()).some((name) => name.includes(id));

describe('who may', () => {
  test('[D52] [A10] [A9] whoever is not logged in, and whoever is in no chat with it, has neither upload nor file', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const path = await begin(ada, 4);
    for (const other of [{ token: 'none' }, eve, bob]) {
      const status = other === eve || other === bob ? 404 : 401;
      const own = other as Person;
      expect((await tus(own, ['HEAD', path], {})).status).toBe(status);
      expect((await patch(own, path, 0, 'evil')).status).toBe(status);
      expect((await tus(own, ['DELETE', path], {})).status).toBe(status);
    }
    expect((await patch(ada, path, 0, 'good')).status).toBe(204);
    const id = idOf(path);
    expect([await mayRead(ada, id), await mayRead(bob, id), await mayRead(eve, id), await mayRead(null, id)]).toEqual([
      200, 404, 404, 401,
    ]);
    const chat = await startDirect(ada, bob);
    const elsewhere = await startDirect(eve, bob);
    // Not theirs to send, and no chat of theirs to send to.
    expect((await sendFiles(eve, elsewhere.id, [{ id }])).body.code).toBe('invalid-request');
    expect((await sendFiles(eve, chat.id, [{ id }])).body.code).toBe('not-found');
    expect((await sendFiles(ada, elsewhere.id, [{ id }])).body.code).toBe('not-found');
    const { body: message } = await sendFiles(ada, chat.id, [{ id }]);
    expect([await mayRead(bob, id), await mayRead(eve, id)]).toEqual([200, 404]);
    // Nor out of a chat that is not theirs.
    const forwarded = { chatId: chat.id, seq: message.seq };
    expect((await sendFiles(eve, elsewhere.id, [{ id }], { forwarded })).body.code).toBe('not-found');
    expect(await readHistory(eve, elsewhere.id)).toEqual([]);
  });

  test('[D52] [A11] whoever was removed has it no more at once, whoever comes has it', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const group = await startGroup(ada, [bob]);
    const id = await upload(bob, 'the plan');
    await sendFiles(bob, group.id, [{ id }]);
    expect([await mayRead(bob, id), await mayRead(cleo, id)]).toEqual([200, 404]);
    const etag = (await download(bob, id)).headers.get('etag') ?? '';
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    await ada.api.must('POST', `/api/chats/${group.id}/members`, { userIds: [cleo.user.id] });
    expect([await mayRead(bob, id), await mayRead(cleo, id)]).toEqual([404, 200]);
    // A copy that a browser has kept is not said to be good.
    expect((await download(bob, id, { 'if-none-match': etag })).status).toBe(404);
    expect((await download(bob, id, { range: 'bytes=0-1' })).status).toBe(404);
  });
});

describe('uploads', () => {
  test('[D52] [A24] one that was cut off goes on where it was, and is sent once it is whole', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const path = await begin(ada, 11);
    expect((await patch(ada, path, 0, 'hello ')).headers.get('upload-offset')).toBe('6');
    expect((await sendFiles(ada, chat.id, [{ id: idOf(path) }])).body.code).toBe('invalid-request');
    expect(await mayRead(ada, idOf(path))).toBe(404);
    const head = await tus(ada, ['HEAD', path], {});
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      '6',
      '11',
    ]);
    expect(await patch(ada, path, 0, 'hello ')).toMatchObject({ status: 409, code: 'upload-moved' });
    expect((await patch(ada, path, 6, 'world')).status).toBe(204);
    expect((await tus(ada, ['HEAD', path], {})).headers.get('upload-offset')).toBe('11');
    const { status, body } = await sendFiles(ada, chat.id, [{ id: idOf(path), alt: ' two words ' }]);
    expect([status, body.files]).toEqual([
      201,
      [{ id: idOf(path), name: 'boots.txt', size: 11, type: 'text/plain', alt: 'two words' }],
    ]);
    expect(await (await download(bob, idOf(path))).text()).toBe('hello world');
    const sha256 = createHash('sha256').update('hello world').digest('hex');
    expect(await onDisk()).toContain(`${sha256}.${idOf(path)}`);
  });

  test('[D52] [A23] what is too large, empty, longer than announced or no upload at all is refused', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const attempts = [
      ['without a length', {}, 'invalid-request'],
      ['with none yet', { 'upload-defer-length': '1' }, 'invalid-request'],
      ['empty', { 'upload-length': '0' }, 'invalid-request'],
      ['less than nothing', { 'upload-length': '-1' }, 'invalid-request'],
      ['no number', { 'upload-length': '1e3' }, 'invalid-request'],
      ['a terabyte', { 'upload-length': String(1e12) }, 'too-large'],
      ['another version', { 'upload-length': '1', 'tus-resumable': '0.2.0' }, 'invalid-request'],
    ] as const;
    for (const [what, headers, code] of attempts) {
      expect([what, (await tus(ada, ['POST', '/api/uploads'], headers)).code]).toEqual([what, code]);
    }
    const path = await begin(ada, 4);
    expect(await patch(ada, path, 0, 'five!')).toMatchObject({ status: 413, code: 'too-large' });
    expect(
      (await tus(ada, ['PATCH', path], { 'upload-offset': '0', 'content-type': 'text/plain' }, 'abcd')).status,
    ).toBe(415);
    expect((await patch(ada, '/api/uploads/..%2F..%2Fsecret', 0, 'abcd')).status).toBe(404);
  });

  test('[D52] there is so much room for each, also for two who come at once; what goes makes room', async () => {
    await using small = await startServer({ FILES_MIB_PER_PERSON: '1', FILES_MIB_IN_ALL: '2' });
    const { ada, bob } = await registerAll(small.url, 'ada', 'bob');
    const most = new Blob([new Uint8Array(700_000)]);
    const first = await Promise.allSettled([1, 2, 3].map(() => clientOf(ada, small).uploadFile(most)));
    const ids = first.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    expect(ids).toHaveLength(1);
    const refused = first.flatMap((end) => (end.status === 'rejected' ? [(end.reason as Problem).code] : []));
    expect(refused).toEqual(['no-room', 'no-room']);
    expect(await ada.api.must<FileLimits>('GET', '/api/file-limits')).toEqual({
      fileBytesMax: 512 * 1_024 * 1_024,
      filesPerMessage: 10,
      ownBytes: 700_000,
      ownBytesMax: 1_024 * 1_024,
    });
    await clientOf(bob, small).uploadFile(most);
    await clientOf(ada, small).cancelUpload(ids[0] ?? '');
    await vi.waitFor(async () => {
      expect((await ada.api.must<FileLimits>('GET', '/api/file-limits')).ownBytes).toBe(0);
    }, 15_000);
    expect(await onDisk(small)).toHaveLength(1);
    await clientOf(ada, small).uploadFile(most);
  });
});

test('[D52] [A24] nobody takes all the room by a word: so much is announced at once, and no more', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const most = 512 * 1_024 * 1_024;
  const first = await begin(ada, most);
  await begin(ada, most);
  const more = (): Promise<TusAnswer> => tus(ada, ['POST', '/api/uploads'], { 'upload-length': '1' });
  expect(await more()).toMatchObject({ status: 409, code: 'no-room' });
  await begin(bob, most);
  expect((await tus(ada, ['DELETE', first], {})).status).toBe(204);
  await vi.waitFor(async () => expect((await more()).status).toBe(201), 15_000);
});

describe('files of messages', () => {
  test('[D52] they live as long as one message has them: forwarding shares, the last deletion removes', async () => {
    const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
    const chat = await startDirect(ada, bob);
    const [one, other] = [await upload(ada, 'one'), await upload(ada, 'other')];
    const { body: first } = await sendFiles(ada, chat.id, [{ id: other }, { id: one, alt: 'the first' }], {
      content: 'in this order',
    });
    expect(first.files?.map(({ id }) => id)).toEqual([other, one]);
    const elsewhere = await startDirect(bob, cleo);
    const forwarded = { chatId: chat.id, seq: first.seq };
    const asForwarded = (files: object[]) =>
      sendFiles(bob, elsewhere.id, files, { content: 'in this order', forwarded });
    expect((await asForwarded([{ id: one }, { id: other }])).body.code).toBe('invalid-request');
    expect((await asForwarded([{ id: other }])).body.code).toBe('invalid-request');
    const { body: second } = await asForwarded([{ id: other }, { id: one, alt: 'something else' }]);
    expect(second.files).toEqual(first.files);
    expect(await mayRead(cleo, one)).toBe(200);
    await ada.api.must('DELETE', `/api/chats/${chat.id}/messages/${first.id}`);
    expect([await mayRead(ada, one), await mayRead(bob, one), await mayRead(cleo, one)]).toEqual([404, 200, 200]);
    expect((await readHistory(ada, chat.id)).at(-1)?.files).toBeUndefined();
    await bob.api.must('DELETE', `/api/chats/${elsewhere.id}/messages/${second.id}`);
    expect(await mayRead(cleo, one)).toBe(404);
    await vi.waitFor(async () => expect([await isOnDisk(one), await isOnDisk(other)]).toEqual([false, false]), 15_000);
  });

  test('[D52] one is sent once; a retry is the same message; a text says something or a file does', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const id = await upload(ada, 'once');
    const again = { clientId: randomUUID() };
    const first = await sendFiles(ada, chat.id, [{ id }], again);
    const retry = await sendFiles(ada, chat.id, [{ id }], again);
    expect([first.status, retry.status, retry.body.id]).toEqual([201, 200, first.body.id]);
    const refused = [
      ['sent before', [{ id }], {}],
      ['of nobody', [{ id: randomUUID() }], {}],
      ['none', [], {}],
      ['eleven', Array.from({ length: 11 }, () => ({ id: randomUUID() })), {}],
      ['what the server says', [{ id, name: 'x.html', type: 'text/html' }], {}],
    ] as const;
    for (const [what, files, more] of refused) {
      expect([what, (await sendFiles(ada, chat.id, files, more)).body.code]).toEqual([what, 'invalid-request']);
    }
    const twice = await upload(ada, 'twice');
    expect((await sendFiles(ada, chat.id, [{ id: twice }, { id: twice }])).body.code).toBe('invalid-request');
    const nothing = await ada.api.call<Problem>('POST', `/api/chats/${chat.id}/messages`, { content: ' ' });
    expect(nothing.body.errors).toEqual([{ path: 'content', message: 'write something' }]);
    expect(await readHistory(bob, chat.id)).toHaveLength(1);
  });

  test('[D52] in a thread they are for the members of its chat; the SDK sends them over its socket', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    const root = await send(ada, group.id, 'pictures of the day');
    await using client = clientOf(bob);
    client.connect();
    const { features } = await client.until(({ connection }) => connection.status === 'live');
    expect(features).toContain('files');
    const id = await client.uploadFile(new Blob(['x'.repeat(3_000_000)]), { name: 'day.txt' });
    const thread = threadIdOf(group.id, root.seq);
    client.send(thread, { content: '', parts: { files: [{ id }] } });
    await vi.waitFor(
      async () => expect((await readHistory(ada, thread)).at(-1)?.files?.[0]?.size).toBe(3_000_000),
      15_000,
    );
    expect([await mayRead(ada, id), await mayRead(eve, id)]).toEqual([200, 404]);
  });
});

describe('how they are served', () => {
  test('[A18] [A22] [A23] [A14] as what the bytes are, never as a page of ours, and to nobody from a cache', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const served = async (content: string | Buffer, name: string): Promise<(string | null)[]> => {
      const { headers } = await download(ada, await upload(ada, content, name));
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-cache',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
      });
      return [headers.get('content-type'), headers.get('content-disposition')];
    };
    const page = '<!doctype html><script>alert(1)</script>';
    expect(await served(page, 'boots.png')).toEqual([
      'text/plain; charset=utf-8',
      `attachment; filename="boots.png"; filename*=UTF-8''boots.png`,
    ]);
    expect(await served('<svg onload="alert(1)"/>', '../../a.svg')).toEqual([
      'image/svg+xml',
      `attachment; filename="a.svg"; filename*=UTF-8''a.svg`,
    ]);
    expect(await served(Buffer.from(`\x89PNG\r\n\x1a\n${page}`, 'latin1'), 'a.html\r\nset-cookie: x=1')).toEqual([
      'application/octet-stream',
      `attachment; filename="a.htmlset-cookie_ x_1"; filename*=UTF-8''a.htmlset-cookie%3A%20x%3D1`,
    ]);
  });

  test('[D52] a part is served where one is asked for, and nothing where it is known', async () => {
    const { ada } = await registerAll(server.url, 'ada');
    const id = await upload(ada, 'a picture of boots');
    const part = await download(ada, id, { range: 'bytes=2-8' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-8/18',
      'picture',
    ]);
    const behind = await download(ada, id, { range: 'bytes=18-' });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */18']);
    const known = await download(ada, id, { 'if-none-match': part.headers.get('etag') ?? '' });
    expect([known.status, await known.text()]).toEqual([304, '']);
    const cookie = await fetch(`${server.url}/api/files/${id}`, {
      method: 'HEAD',
      headers: { cookie: `confab-session=${ada.token}` },
    });
    expect([cookie.status, cookie.headers.get('content-length')]).toEqual([200, '18']);
  });
});

test('[D52] the SDK forwards the files of a message with it', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const { body: original } = await sendFiles(ada, chat.id, [{ id: await upload(ada, 'to be shared') }]);
  const notes = await startDirect(bob, bob);
  await using client = clientOf(bob);
  client.connect();
  await client.until(({ connection }) => connection.status === 'live');
  client.forward(original, notes.id);
  await vi.waitFor(
    async () => expect((await readHistory(bob, notes.id)).at(-1)?.files).toEqual(original.files),
    15_000,
  );
});

test('[D52] [A24] [A35] a connection that is cut in the middle of a part loses nothing that arrived', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const content = Array.from({ length: 200_000 }, (_, n) => String(n % 10)).join('');
  const path = await begin(ada, content.length);
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head = [
    `PATCH ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${ada.token}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    `Content-Type: ${bytes}`,
    `Content-Length: ${content.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${content.slice(0, 150_000)}`);
  const offset = async (): Promise<number> => (await stat(fileOf(path)).catch(() => ({ size: 0 }))).size;
  await vi.waitFor(async () => expect(await offset()).toBeGreaterThan(60_000), 15_000);
  socket.destroy();
  const answer = await tus(ada, ['HEAD', path], {});
  const arrived = Number(answer.headers.get('upload-offset'));
  expect(arrived).toBeGreaterThan(60_000);
  const id = await clientOf(ada).uploadFile(new Blob([content]), { resume: idOf(path) });
  expect(await (await download(ada, id)).text()).toBe(content);
});

test('[A24] killed before the file was kept, the upload is whole at the next question', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const path = await begin(ada, 4);
  // As a process leaves it that ends between the last byte and the move.
  await writeFile(fileOf(path), 'good');
  expect((await tus(ada, ['HEAD', path], {})).headers.get('upload-offset')).toBe('4');
  expect(await mayRead(ada, idOf(path))).toBe(200);
});
