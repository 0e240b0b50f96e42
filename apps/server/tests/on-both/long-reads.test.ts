import { setImmediate } from 'node:timers/promises';
import { createClient } from '@confab/client';
import { afterAll, expect, test } from 'vitest';
import { StageClock } from '../../src/realtime/stage-clock.ts';
import { type Person, registerAll, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const clock = new StageClock();
const server = await startServer({}, { clock });
afterAll(() => server.close());

/** A group with a file in it: more than the system holds for a reader who does not read. */
async function shareLargeFile(from: Person, others: readonly Person[]): Promise<{ chatId: string; fileId: string }> {
  const { id: chatId } = await startGroup(from, others);
  const large = new File([new Uint8Array(24 * 1_024 * 1_024)], 'large.bin');
  const fileId = await createClient({ baseUrl: server.url, token: from.token }).uploadFile(large);
  await from.api.must('POST', `/api/chats/${chatId}/messages`, { content: '', files: [{ id: fileId }] });
  return { chatId, fileId };
}

const ask = ({ token }: Person, path: string, { method = 'GET', range = '' } = {}): Promise<Response> =>
  fetch(server.url + path, { method, headers: { authorization: `Bearer ${token}`, ...(range !== '' && { range }) } });

test('[D52] [A11] [D19] a file that is under way breaks off for whoever is removed, and for nobody else', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { chatId, fileId } = await shareLargeFile(ada, [bob]);
  const path = `/api/files/${fileId}`;
  const answers = [await ask(bob, path), await ask(bob, path, { range: 'bytes=1-' }), await ask(ada, path)];
  await ada.api.must('DELETE', `/api/chats/${chatId}/members/${bob.user.id}`);
  await clock.pass(1_000);
  const ends = answers.map((answer) =>
    answer.arrayBuffer().then(
      () => 'whole',
      () => 'broken off',
    ),
  );
  expect(await Promise.all(ends)).toEqual(['broken off', 'broken off', 'whole']);
});

test('[A4] what somebody uploads is taken no more once they are logged out', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const started = await fetch(`${server.url}/api/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.token}`, 'tus-resumable': '1.0.0', 'upload-length': '20000000' },
  });
  const { promise: isTaken, resolve: take } = Promise.withResolvers<void>();
  // A byte at a time, for as long as it is taken.
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(new Uint8Array(1));
      await setImmediate();
      take();
    },
  });
  const sent = fetch(server.url + started.headers.get('location'), {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${ada.token}`,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body,
    duplex: 'half',
    signal: AbortSignal.timeout(15_000),
  });
  await isTaken;
  await ada.api.must('POST', '/api/auth/logout');
  await expect(sent).rejects.toThrow('fetch failed');
  // That is no fault of the server, whoever broke it off.
  expect(server.log.filter((line) => line.includes('/api/uploads'))).toEqual([]);
  expect(server.log.join('')).not.toContain('can’t be written');
});

test('[A43] nothing is made for whoever asks for the head of an archive alone', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const { chatId } = await shareLargeFile(ada, []);
  const path = `/api/chats/${chatId}/export`;
  const head = await ask(ada, path, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip']);
  // Of one person there is one at a time: that of the head is over.
  const whole = await ask(ada, path);
  expect(whole.status).toBe(200);
  await whole.body?.cancel();
});
