import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { limits } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send, startDirect, type Person } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

const script = `export const words = ${JSON.stringify('compress me '.repeat(1_000))};`;
const origin = 'https://app.example.org';

let server: TestServer;
let ada: Person;
let webFolder: string;
let history: string;

beforeAll(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'confab-web-'));
  const path = join(webFolder, 'assets', 'app-1a2b3c.js');
  await mkdir(join(webFolder, 'assets'));
  await Promise.all([
    writeFile(join(webFolder, 'index.html'), '<title>a page</title>'),
    writeFile(path, script),
    writeFile(`${path}.br`, brotliCompressSync(script)),
    writeFile(`${path}.gz`, gzipSync(script)),
  ]);
  server = await startServer({ ALLOWED_ORIGINS: origin }, { webFolder });
  ada = await server.register('ada');
  const chat = await startDirect(ada, await server.register('bob'));
  for (let count = 0; count < 5; count += 1) await send(ada, chat.id, 'a long story '.repeat(100));
  history = `/api/chats/${chat.id}/messages`;
});
afterAll(async () => {
  await server.close();
  await rm(webFolder, { recursive: true });
});

/** `fetch` unpacks the body and leaves the headers as they came. */
async function get(path: string, headers: Readonly<Record<string, string>>) {
  const answer = await fetch(server.url + path, { headers });
  const { status } = answer;
  const [coding, vary, etag] = ['content-encoding', 'vary', 'etag'].map((name) => answer.headers.get(name));
  return { status, coding, vary, etag, body: await answer.text() };
}

const asAda = (headers: Readonly<Record<string, string>>) => ({ ...headers, authorization: `Bearer ${ada.token}` });

describe('a large answer of the API', () => {
  test('is compressed for those who ask for it', async () => {
    const packed = await get(history, asAda({ 'accept-encoding': 'br;q=0, gzip' }));
    const plain = await get(history, asAda({ 'accept-encoding': 'identity' }));
    expect([packed.coding, plain.coding]).toEqual(['gzip', null]);
    expect(packed.body).toBe(plain.body);
    expect((await get(history, asAda({ 'accept-encoding': 'gzip;q=0' }))).coding).toBeNull();
  });

  test.each(['gzip', 'identity'])('to one who accepts %s says all that it depends on', async (accepted) => {
    const { vary } = await get(history, asAda({ origin, 'accept-encoding': accepted }));
    expect(vary?.toLowerCase().split(', ').toSorted()).toEqual(['accept-encoding', 'origin']);
  });
});

test('answers that hold a secret are never compressed beside text that a person chose (BREACH)', async () => {
  const body = {
    username: 'u'.repeat(limits.usernameMax),
    password: 'correct horse 77',
    displayName: '🐘'.repeat(limits.displayNameMax),
  };
  const ask = async (path: string, given?: unknown) => {
    const headers = asAda({
      'accept-encoding': 'gzip, br',
      ...(given !== undefined && { 'content-type': 'application/json' }),
    });
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers,
      ...(given !== undefined && { body: JSON.stringify(given) }),
    });
    return [path, answer.ok, answer.headers.get('content-encoding')];
  };
  expect(await ask('/api/auth/register', body)).toEqual(['/api/auth/register', true, null]);
  const { displayName: _, ...login } = body;
  expect(await ask('/api/auth/login', login)).toEqual(['/api/auth/login', true, null]);
  for (const path of ['/api/auth/token', '/api/auth/ws-ticket']) expect(await ask(path)).toEqual([path, true, null]);
});

describe.each(['/assets/app-1a2b3c.js', '/assets/%61pp-1a2b3c.js'])('the file %s', (path) => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ])('goes to one who accepts %s as %s', async (accepted, coding) => {
    const answer = await get(path, { 'accept-encoding': accepted });
    expect([answer.status, answer.coding]).toEqual([200, coding]);
    expect(answer.vary).toContain('accept-encoding');
    expect(answer.body).toBe(script);
  });

  test('is not sent again to one who has it', async () => {
    const { etag } = await get(path, { 'accept-encoding': 'br' });
    const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': `"other", W/${etag}` });
    expect([again.status, again.body, again.etag]).toEqual([304, '', etag]);
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });
});
