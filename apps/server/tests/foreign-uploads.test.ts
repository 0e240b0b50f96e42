import { createHash, randomBytes } from 'node:crypto';
import type { MessageFile, Message } from '@confab/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import { type Person, registerAll, startDirect } from './api.ts';
import { startTcpProxy, type TcpProxy } from './faults/tcp-proxy.ts';
import { startServer, type TestServer } from './start-server.ts';

// What others wrote after https://tus.io alone, and know nothing of us.
let server: TestServer;
/** Its network, which fails. */
let way: TcpProxy;
beforeAll(async () => {
  server = await startServer();
  way = await startTcpProxy(Number(new URL(server.url).port));
});
afterAll(async () => {
  await way[Symbol.asyncDispose]();
  await server.close();
});

const headersOf = ({ token }: Person) => ({ authorization: `Bearer ${token}` });
const bytes = randomBytes(1_500_000);

interface Uploading {
  upload: Upload;
  ended: Promise<unknown>;
}

function begin(person: Person, content: Buffer, options: Partial<UploadOptions> = {}): Uploading {
  const { promise: ended, resolve, reject } = Promise.withResolvers<unknown>();
  const upload = new Upload(content, {
    endpoint: `http://127.0.0.1:${way.port}/api/uploads`,
    headers: headersOf(person),
    metadata: { filename: 'Ausflug – été.bin', filetype: 'application/x-whatever' },
    retryDelays: [10, 50, 100, 500, 1_000],
    onSuccess: resolve,
    onError: reject,
    ...options,
  });
  upload.start();
  return { upload, ended };
}

const idOf = ({ url }: Upload): string => url?.split('/').at(-1) ?? '';

async function sendAndRead(person: Person, reader: Person, id: string): Promise<{ file?: MessageFile; hash: string }> {
  const chat = await startDirect(person, reader);
  const body = { content: '', files: [{ id }] };
  const message = await person.api.must<Message>('POST', `/api/chats/${chat.id}/messages`, body);
  const answer = await fetch(`${server.url}/api/files/${id}`, { headers: headersOf(reader) });
  const hash = createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex');
  return { ...(message.files?.[0] && { file: message.files[0] }), hash };
}

const expected = createHash('sha256').update(bytes).digest('hex');

test('[D52] [A24] a foreign client of tus uploads in parts, over a network that is cut, and its name is understood', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  // In the middle of a part, twice, and once in an answer.
  const cuts = [
    ['to-server', 400_000],
    ['to-server', 200_000],
    ['to-client', 20],
  ] as const;
  let tries = 0;
  const { upload, ended } = begin(ada, bytes, {
    chunkSize: 1_000_000,
    onBeforeRequest: (request) => {
      const cut = request.getMethod() === 'PATCH' ? cuts[tries] : undefined;
      if (!cut) return;
      tries += 1;
      way.cutAfter(cut[0], cut[1]);
    },
  });
  await ended;
  const { file, hash } = await sendAndRead(ada, bob, idOf(upload));
  expect(file).toMatchObject({ name: 'Ausflug – été.bin', size: bytes.length });
  expect([hash, tries]).toEqual([expected, 3]);
});

test('[D52] one that gave up goes on by the address of its upload, with its first bytes in the first request', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const began = Promise.withResolvers<string>();
  const first = begin(ada, bytes, {
    chunkSize: 300_000,
    uploadDataDuringCreation: true,
    retryDelays: [],
    onChunkComplete: () => began.resolve(first.upload.url ?? ''),
  });
  const uploadUrl = await began.promise;
  await first.upload.abort();
  const steps: number[] = [];
  const second = begin(ada, bytes, { uploadUrl, onProgress: (sent) => void steps.push(sent) });
  await second.ended;
  expect(steps[0]).toBeGreaterThanOrEqual(300_000);
  expect((await sendAndRead(ada, bob, idOf(second.upload))).hash).toBe(expected);
  // Given up for good, it is gone.
  const third = begin(ada, bytes, {
    chunkSize: 300_000,
    onChunkComplete: () => void third.upload.abort(true).then(gone.resolve),
  });
  const gone = Promise.withResolvers<void>();
  await gone.promise;
  const head = await fetch(third.upload.url ?? '', {
    method: 'HEAD',
    headers: { ...headersOf(ada), 'tus-resumable': '1.0.0' },
  });
  expect(head.status).toBe(404);
});

test('[D52] [A10] what is refused it tells, and does not try again', async () => {
  const { ada, eve } = await registerAll(server.url, 'ada', 'eve');
  const { upload, ended } = begin(ada, bytes.subarray(0, 1_000));
  await ended;
  const others = begin(eve, bytes, { uploadUrl: upload.url, endpoint: null });
  await expect(others.ended).rejects.toBeInstanceOf(DetailedError);
  const empty = begin(eve, Buffer.alloc(0), { retryDelays: null });
  await expect(empty.ended).rejects.toThrow(/response code: 400/);
});
