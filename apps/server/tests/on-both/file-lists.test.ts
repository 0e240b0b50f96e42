import { createClient } from '@confab/client';
import type { Message, Problem } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, expect, test } from 'vitest';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const clientOf = ({ token }: Person) => createClient({ baseUrl: server.url, token });
const upload = (person: Person, content: string | Buffer, name = 'boots.txt'): Promise<string> =>
  clientOf(person).uploadFile(new Blob([content as string]), { name });
const sendFiles = (person: Person, chatId: string, files: readonly { id: string }[]): Promise<Message> =>
  person.api.must<Message>('POST', `/api/chats/${chatId}/messages`, { content: '', files });

test('[D53] [A10] its members see what was sent there and in its threads, by kind, the newest first', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  await using client = clientOf(bob);
  const list = (kind: 'pictures' | 'voice' | 'files', more = {}) => client.chatFiles(group.id, { kind, ...more });
  const { body: refused } = await eve.api.call<Problem>('GET', `/api/chats/${group.id}/files?kind=files`);
  expect(refused.code).toBe('not-found');
  expect(await list('files')).toEqual({ messages: [], hasMore: false });

  const film = Buffer.from('\0\0\0\x18ftypmp42', 'latin1');
  const sent: Message[] = [];
  for (const place of [group.id, threadIdOf(group.id, (await send(ada, group.id, 'root')).seq), group.id]) {
    const files = [{ id: await upload(ada, 'notes') }, { id: await upload(ada, 'more notes') }];
    sent.push(await sendFiles(ada, place, files));
  }
  const both = await sendFiles(ada, group.id, [{ id: await upload(ada, film) }, { id: await upload(ada, 'x') }]);
  const [first, inThread, last] = sent;
  if (!first || !inThread || !last) throw new Error('three were sent');
  const ids = async (asked: ReturnType<typeof list>) => {
    const { messages, hasMore } = await asked;
    return [...messages.map(({ id }) => id), hasMore];
  };
  expect(await ids(list('pictures'))).toEqual([both.id, false]);
  expect(await ids(list('voice'))).toEqual([false]);
  expect(await ids(list('files'))).toEqual([both.id, last.id, inThread.id, first.id, false]);
  expect(await ids(list('files', { limit: 2 }))).toEqual([both.id, last.id, true]);
  expect(await ids(list('files', { limit: 1, before: last }))).toEqual([inThread.id, true]);
  expect(await ids(list('files', { limit: 2, after: first }))).toEqual([last.id, inThread.id, true]);

  await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${last.id}`);
  expect(await ids(list('files', { before: last }))).toEqual([inThread.id, first.id, false]);
  const elsewhere = await startDirect(ada, bob);
  const { seq } = await send(ada, elsewhere.id, 'of another chat');
  await expect(list('files', { before: { chatId: elsewhere.id, seq } })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  await expect(list('files')).rejects.toMatchObject({ code: 'not-found' });
});

test('[A18] a PDF opens in the viewer of the browser, which no sandbox keeps from starting, and nothing passes for one', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const headersOf = async (content: string): Promise<(string | null)[]> => {
    const id = await upload(ada, content, 'minutes.pdf');
    const authorization = `Bearer ${ada.token}`;
    const { headers } = await fetch(`${server.url}/api/files/${id}`, { headers: { authorization } });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    return ['content-type', 'content-disposition', 'content-security-policy'].map((name) => headers.get(name));
  };
  expect(await headersOf('%PDF-1.7 <script>alert(1)</script>')).toEqual([
    'application/pdf',
    expect.stringMatching(/^inline; /),
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  ]);
  expect(await headersOf(' %PDF-1.7 <script>alert(1)</script>')).toEqual([
    'text/plain; charset=utf-8',
    expect.stringMatching(/^attachment; /),
    expect.stringContaining('sandbox'),
  ]);
});
