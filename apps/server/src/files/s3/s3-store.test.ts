import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeFileStore } from '../file-store.contract.ts';
import { fileKey, FilesAwayError } from '../file-store.ts';
import { S3Store } from './s3-store.ts';
import { startS3, type TestS3 } from './test-store.ts';

let s3: TestS3;
let folder: string;
beforeAll(async () => {
  s3 = await startS3();
  folder = await mkdtemp(join(tmpdir(), 'confab-s3-uploads-'));
});
afterAll(async () => {
  await s3[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('a bucket', () => {
  describeFileStore(async () => {
    const store = new S3Store(s3.place);
    return { store, folder, [Symbol.asyncDispose]: async () => store.close() };
  });

  test('whoever it does not know has nothing of it', async () => {
    const store = new S3Store({ ...s3.place, accessKeyId: 'another' });
    const asking = [() => store.ping(), () => store.read(key), () => store.sizeOf(key), () => store.remove(key)];
    for (const ask of asking) await expect(ask()).rejects.toThrow('The store for files answered');
    store.close();
  });
});

const content = 'a picture of boots';
const key = fileKey(createHash('sha256').update(content).digest('hex'), randomUUID());

/** A store that answers as it is told to. */
async function startAnswering(answer: RequestListener): Promise<AsyncDisposable & { store: S3Store }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const store = new S3Store({ ...s3.place, origin: `http://127.0.0.1:${port}` }, { progressMs: 150, readsMax: 4 });
  return {
    store,
    async [Symbol.asyncDispose]() {
      store.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function upload(): Promise<string> {
  const path = join(folder, randomUUID());
  await writeFile(path, content);
  return path;
}

describe('a store that is away or slow', () => {
  test.each<[string, RequestListener]>([
    ['says nothing', () => {}],
    ['hangs up', (request) => request.socket.destroy()],
    ['is busy', (_request, response) => void response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')],
    ['fails', (_request, response) => void response.writeHead(500).end()],
  ])('one that %s counts as away, and the upload stays', async (_what, answer) => {
    await using away = await startAnswering(answer);
    const path = await upload();
    await expect(away.store.keep(key, path)).rejects.toBeInstanceOf(FilesAwayError);
    expect((await stat(path)).size).toBe(content.length);
    await expect(away.store.read(key)).rejects.toBeInstanceOf(FilesAwayError);
    await expect(away.store.ping()).rejects.toBeInstanceOf(FilesAwayError);
    await expect(away.store.remove(key)).rejects.toBeInstanceOf(FilesAwayError);
  });

  test('nobody listens there', async () => {
    const store = new S3Store({ ...s3.place, origin: 'http://127.0.0.1:9' });
    await expect(store.read(key)).rejects.toThrow('can’t be reached (ECONNREFUSED)');
    store.close();
  });

  test('one that stops in the middle of a file ends the reading, in bounded time', async () => {
    await using away = await startAnswering((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('begun');
    });
    await expect(buffer(await away.store.read(key))).rejects.toBeInstanceOf(FilesAwayError);
  });

  test('one that closed a connection that was kept open is asked once more', async () => {
    let asked = 0;
    await using away = await startAnswering((request, response) => {
      asked += 1;
      if (asked === 2) request.socket.destroy();
      else response.writeHead(200, { 'content-length': '18' }).end(request.method === 'HEAD' ? '' : content);
    });
    expect(await away.store.sizeOf(key)).toBe(18);
    const path = await upload();
    await away.store.keep(key, path);
    expect(asked).toBe(3);
  });

  test('[A43] files that are read slowly, as many as may be, hold up nothing else', async () => {
    await using slow = await startAnswering((request, response) => {
      response.writeHead(200, { 'content-length': '18' });
      if (request.method === 'GET') response.write('begun');
      else response.end();
    });
    const reads = await Promise.all([1, 2, 3, 4].map(() => slow.store.read(key)));
    const waiting = slow.store.read(key);
    expect(await slow.store.sizeOf(key)).toBe(18);
    await slow.store.keep(key, await upload());
    for (const read of reads) read.destroy();
    (await waiting).destroy();
  });

  test('a refusal is told by its code, and says neither who asked nor with what', async () => {
    await using away = await startAnswering((_request, response) => {
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code><Signature>secret</Signature></Error>');
    });
    const refusal = await away.store.ping().catch((error: unknown) => error);
    expect(String(refusal)).toBe('Error: The store for files answered HEAD with 403.');
    const path = await upload();
    await expect(away.store.keep(key, path)).rejects.toThrow('answered PUT with 403 (SignatureDoesNotMatch).');
  });
});

test('[A24] what was written to since it was named does not get there', async () => {
  const store = new S3Store(s3.place);
  const path = join(folder, randomUUID());
  await writeFile(path, content.toUpperCase());
  await expect(store.keep(key, path)).rejects.toThrow('written to');
  expect(await store.sizeOf(key)).toBeNull();
  expect((await stat(path)).size).toBe(content.length);
  store.close();
});

test('what goes up is signed with its hash, and nothing of who may is in its address', async () => {
  const seen: { url: string; headers: Record<string, unknown> }[] = [];
  await using away = await startAnswering((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    request.resume().once('end', () => response.writeHead(200).end());
  });
  await away.store.keep(key, await upload());
  expect(seen[0]?.url).toBe(`/confab/team/${key}`);
  expect(seen[0]?.headers['x-amz-content-sha256']).toBe(key.slice(0, 64));
  expect(seen[0]?.headers['content-length']).toBe('18');
  expect(seen[0]?.headers['authorization']).toMatch(
    /^AWS4-HMAC-SHA256 Credential=S3RVER\/\d{8}\/us-east-1\/s3\/aws4_request,/,
  );
});
