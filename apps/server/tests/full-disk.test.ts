import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, Problem } from '@confab/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, readHistory, registerAll, startDirect } from './api.ts';
import { startProcess } from './start-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-full-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** No file of the process grows beyond it: the system refuses the write, as it does on a disk that is full. */
const fileKb = 4_096;
const words = 'boots '.repeat(1_300);

interface Request {
  method: string;
  headers?: Record<string, string>;
  body?: Buffer<ArrayBuffer>;
}

async function tus({ token }: Person, address: string, init: Request): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  return await fetch(address, { ...init, headers: { ...headers, ...init.headers } });
}

test('[A32] where nothing more can be written uploads and messages are refused, what was acknowledged stays, and all goes on with room', async () => {
  const environment = { DATA_DIR: folder, RATE_LIMITS: 'off' };
  let ada: Person;
  let bob: Person;
  let chatId: string;
  const acknowledged: string[] = [];
  {
    await using server = startProcess(environment, { fileKb });
    const url = await server.url;
    ({ ada, bob } = await registerAll(url, 'ada', 'bob'));
    ({ id: chatId } = await startDirect(ada, bob));
    const size = (fileKb + 64) * 1_024;
    const begun = await tus(ada, `${url}/api/uploads`, { method: 'POST', headers: { 'upload-length': String(size) } });
    const address = new URL(begun.headers.get('location') ?? '', url).href;
    const bytes = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const refused = await tus(ada, address, { method: 'PATCH', headers: bytes, body: Buffer.alloc(size) });
    expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([503, 'unavailable']);
    const head = await tus(ada, address, { method: 'HEAD' });
    expect(Number(head.headers.get('upload-offset'))).toBeLessThanOrEqual(fileKb * 1_024);

    const send = () => ada.api.call<Message & Problem>('POST', `/api/chats/${chatId}/messages`, { content: words });
    let refusals: Problem[] = [];
    while (refusals.length === 0) {
      const answers = await Promise.all(Array.from({ length: 8 }, send));
      const taken = answers.filter(({ status }) => status === 201).map(({ body }) => body);
      acknowledged.push(...taken.toSorted((a, b) => a.seq - b.seq).map((message) => message.id));
      refusals = answers.filter(({ status }) => status !== 201).map(({ body }) => body);
    }
    expect([...new Set(refusals.map(({ status, code }) => `${status} ${code}`))]).toEqual(['503 unavailable']);
    expect(acknowledged.length).toBeGreaterThan(50);
    // It lives, and what is there can be read.
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await readHistory(bob, chatId)).map(({ id }) => id)).toEqual(acknowledged);
  }
  await using server = startProcess(environment);
  const again = await server.url;
  const history = await fetch(`${again}/api/chats/${chatId}/messages?limit=200`, {
    headers: { authorization: `Bearer ${bob.token}` },
  });
  const { messages } = (await history.json()) as { messages: Message[] };
  expect(messages.map(({ id }) => id)).toEqual(acknowledged.slice(-200));
});
