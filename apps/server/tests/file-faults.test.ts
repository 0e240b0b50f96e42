import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@confab/client';
import type { Message, Problem } from '@confab/protocol';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startS3, type TestS3 } from '../src/files/s3/test-store.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { rulesUrl } from '../src/rules.ts';
import { type Person, registerAll, startDirect } from './api.ts';
import { startTcpProxy, type TcpProxy } from './faults/tcp-proxy.ts';
import { startProcess } from './start-process.ts';
import { startServer, type TestServer } from './start-server.ts';

let s3: TestS3;
/** The way to the store, which fails. */
let way: TcpProxy;
let server: TestServer;
let folder: string;
let bucket: Record<string, string>;
beforeAll(async () => {
  s3 = await startS3();
  way = await startTcpProxy(Number(new URL(s3.url).port));
  folder = await mkdtemp(join(tmpdir(), 'confab-file-faults-'));
  const keys = { FILES_ACCESS_KEY_ID: s3.place.accessKeyId, FILES_SECRET_ACCESS_KEY: s3.place.secretAccessKey };
  bucket = { FILES_URL: `http://127.0.0.1:${way.port}/confab/team`, ...keys };
  server = await startServer(bucket);
});
afterAll(async () => {
  await server.close();
  await way[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const patience = { timeout: 15_000, interval: 20 };
const content = Array.from({ length: 300_000 }, (_, place) => String(place % 7)).join('');

interface TusAnswer {
  status: number;
  offset: number;
  location: string;
  code: string | undefined;
}

async function tus(
  url: string,
  { token }: Person,
  [method, path]: readonly [string, string],
  { headers = {}, body }: { headers?: Record<string, string>; body?: string | ReadableStream } = {},
): Promise<TusAnswer> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body !== undefined && { body, duplex: 'half' }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    offset: Number(answer.headers.get('upload-offset')),
    location: answer.headers.get('location') ?? '',
    code: text.startsWith('{') ? (JSON.parse(text) as Problem).code : undefined,
  };
}

async function begin(url: string, person: Person, size = content.length): Promise<string> {
  const { location } = await tus(url, person, ['POST', '/api/uploads'], { headers: { 'upload-length': String(size) } });
  return location;
}

const patch = (url: string, person: Person, path: string, ...[offset, body]: [number, string | ReadableStream]) =>
  tus(url, person, ['PATCH', path], {
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  });
const head = (url: string, person: Person, path: string) => tus(url, person, ['HEAD', path]);
const idOf = (path: string): string => path.split('/').at(-1) ?? '';
const read = (url: string, { token }: Person, path: string, headers = {}): Promise<Response> =>
  fetch(`${url}/api/files/${idOf(path)}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

/** A part of which not all comes. */
async function sendSome(url: string, { token }: Person, path: string, some: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  const lines = [
    `PATCH ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${token}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${content.length}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${some}`);
  await once(socket, 'connect');
  return socket;
}

describe('a bucket that is away', () => {
  test('[A24] uploads wait for it, files are refused clearly, operators see it, and all goes on when it is back', async () => {
    const { url } = server;
    const { ada, bob } = await registerAll(url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const ready = async (): Promise<unknown> => (await fetch(`${url}/readyz`)).json();
    const path = await begin(url, ada);
    way.cut();
    expect(await patch(url, ada, path, 0, content)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await head(url, ada, path)).toMatchObject({ status: 503 });
    expect(await ready()).toEqual({ status: 'degraded', failed: ['files'] });
    const files = [{ id: idOf(path) }];
    const sending = () =>
      ada.api.call<Message & Problem>('POST', `/api/chats/${chat.id}/messages`, {
        content: '',
        clientId: randomUUID(),
        files,
      });
    expect((await sending()).body.code).toBe('invalid-request');
    way.heal();
    expect(await head(url, ada, path)).toMatchObject({ status: 200, offset: content.length });
    expect((await sending()).status).toBe(201);
    const part = await read(url, bob, path, { range: 'bytes=7-13' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 7-13/300000',
      '0123456',
    ]);
    const { href } = new URL(part.url);
    expect(href).not.toContain(String(way.port));
    way.cut();
    const refused = await read(url, bob, path);
    expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([503, 'unavailable']);
    way.heal();
    expect(await (await read(url, bob, path)).text()).toBe(content);
    await vi.waitFor(async () => expect(await ready()).toEqual({ status: 'ok' }), patience);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^confab_files_away_total\{operation="keep"\} [1-9]/m);
    expect(metrics).toMatch(/^confab_files_bytes \d/m);
    // Nothing of who may is in what is logged.
    expect(server.log.join('')).not.toMatch(/AWS4|S3RVER/);
  });

  test('[A24] what is given up goes from the bucket, also where that was away just then', async () => {
    const { url } = server;
    const { ada } = await registerAll(url, 'ada');
    const path = await begin(url, ada);
    expect((await patch(url, ada, path, 0, content)).status).toBe(204);
    const key = `${createHash('sha256').update(content).digest('hex')}.${idOf(path)}`;
    const isThere = async (): Promise<boolean> => (await fetch(`${s3.url}/${key}`, { method: 'HEAD' })).ok;
    way.cut();
    expect((await tus(url, ada, ['DELETE', path])).status).toBe(204);
    way.heal();
    await vi.waitFor(
      async () => expect(await ada.api.must('GET', '/api/file-limits')).toMatchObject({ ownBytes: 0 }),
      patience,
    );
    expect(await isThere()).toBe(false);
  });
});

test('a picture in a bucket is seen there, small ones are made of it, and all of them go with it', async () => {
  const { url } = server;
  const { ada } = await registerAll(url, 'ada');
  const drawn = { width: 900, height: 600, channels: 3 as const, background: '#2a7' };
  const picture = await sharp({ create: drawn }).jpeg().toBuffer();
  const client = createClient({ baseUrl: url, token: ada.token });
  const listed = async (): Promise<string> => (await fetch(`${new URL(s3.url).origin}/confab?list-type=2`)).text();
  const id = await client.uploadFile(new Blob([Uint8Array.from(picture)]), { name: 'wall.jpg' });
  for (const width of [320, 640]) {
    const preview = await fetch(`${url}/api/files/${id}/preview?width=${width}`, {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect((await sharp(Buffer.from(await preview.arrayBuffer())).metadata()).width).toBe(width);
  }
  expect((await listed()).split(id).length - 1).toBe(3);
  await client.cancelUpload(id);
  await vi.waitFor(async () => expect(await listed()).not.toContain(id), patience);
});

test(
  '[A31] [A24] killed while it receives and while it keeps, the server goes on where it was',
  { timeout: 60_000 },
  async () => {
    const environment = { DATA_DIR: join(folder, 'killed'), ...bucket };
    const start = async () => {
      const started = startProcess(environment);
      return { started, url: await started.url };
    };
    let { started, url } = await start();
    const { ada } = await registerAll(url, 'ada');
    const path = await begin(url, ada);
    const socket = await sendSome(url, ada, path, content.slice(0, 200_000));
    const uploads = join(folder, 'killed/files/uploads');
    const written = async (): Promise<number> => (await readFile(join(uploads, idOf(path)))).length;
    await vi.waitFor(async () => expect(await written()).toBe(200_000), patience);
    await started[Symbol.asyncDispose]();
    socket.destroy();
    ({ started, url } = await start());
    expect((await head(url, ada, path)).offset).toBe(200_000);
    // It is on its way into the bucket, and does not get there.
    way.stall();
    const before = way.connections;
    const last = patch(url, ada, path, 200_000, content.slice(200_000)).catch(() => null);
    await vi.waitFor(() => expect(way.connections).toBeGreaterThan(before), patience);
    await started[Symbol.asyncDispose]();
    await last;
    way.cut();
    way.heal();
    ({ started, url } = await start());
    expect(await head(url, ada, path)).toMatchObject({ status: 200, offset: content.length });
    expect(await (await read(url, ada, path)).text()).toBe(content);
    expect(await readdir(uploads)).toEqual([]);
    await started[Symbol.asyncDispose]();
  },
);

test('[A23] a body without a length that has more bytes than were announced is cut off there', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const path = await begin(server.url, ada, 100_000);
  // The connection may end before the answer is read.
  const { status } = await patch(server.url, ada, path, 0, new Blob([content]).stream()).catch(() => ({ status: 413 }));
  expect(status).toBe(413);
  const { offset } = await head(server.url, ada, path);
  expect(offset).toBeLessThanOrEqual(100_000);
  expect((await patch(server.url, ada, path, offset, content.slice(offset, 100_000))).offset).toBe(100_000);
  expect(await (await read(server.url, ada, path)).text()).toBe(content.slice(0, 100_000));
});

describe('two nodes that share their uploads', () => {
  test.each(['a folder', 'a bucket'])(
    '[A39] an upload goes on at the other, and two who write it at once change nothing that is kept: %s',
    async (where) => {
      const data = await mkdtemp(join(folder, 'nodes-'));
      const storage = await openSqliteStorage({ folder: data, rules: rulesUrl });
      // Redis is no part of it: that there is one says that there are several.
      const shared = { FILES_DIR: join(data, 'shared'), REDIS_URL: 'redis://127.0.0.1:9', AUTH_SECRET: 'x'.repeat(40) };
      const environment = { DATA_DIR: data, ...shared, ...(where === 'a bucket' ? bucket : {}) };
      const start = () => startServer(environment, { storage: { ...storage, close: async () => {} } });
      await using first = await start();
      await using second = await start();
      const { ada, bob } = await registerAll(first.url, 'ada', 'bob');
      const path = await begin(first.url, ada);
      await patch(first.url, ada, path, 0, content.slice(0, 100_000));
      expect((await head(second.url, ada, path)).offset).toBe(100_000);
      expect((await patch(second.url, ada, path, 100_000, content.slice(100_000))).status).toBe(204);
      for (const { url } of [first, second]) expect(await (await read(url, ada, path)).text()).toBe(content);

      const other = content.replaceAll('0', 'x');
      const raced = await begin(first.url, bob);
      const ends = await Promise.all([
        patch(first.url, bob, raced, 0, content).catch(() => null),
        patch(second.url, bob, raced, 0, other).catch(() => null),
      ]);
      expect(ends.some((end) => end !== null)).toBe(true);
      // Whichever it is: it becomes whole with the bytes that its key names, or it does not.
      const { status } = await head(first.url, bob, raced);
      const text = await (await read(second.url, bob, raced)).text();
      const { rows } = await sql<{ key: string }>`select key from files where id = ${idOf(raced)}`.execute(storage.db);
      const isProven = createHash('sha256').update(text).digest('hex') === rows[0]?.key.slice(0, 64);
      expect([
        { status: 200, isProven: true },
        { status: 503, isProven: false },
      ]).toContainEqual({ status, isProven });
      await storage.close();
    },
  );
});
