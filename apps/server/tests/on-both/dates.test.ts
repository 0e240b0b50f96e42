import { createClient } from '@confab/client';
import { afterAll, expect, test } from 'vitest';
import { readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const pathAt = (chatId: string, time: string): string => `/api/chats/${chatId}/messages/at?time=${time}`;

test('[D20] to an outsider no moment of a chat is there', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const chat = await startDirect(ada, bob);
  await send(ada, chat.id, 'ours');
  const answer = await eve.api.call<{ code: string }>('GET', pathAt(chat.id, '2026-01-01T00:00:00.000Z'));
  expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
});

test('a moment leads to the first message that is not older, and otherwise to the last', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  for (let index = 0; index < 9; index += 1) await send(ada, group.id, `line ${index}`);
  const history = await readHistory(ada, group.id);
  const client = createClient({ baseUrl: server.url, token: bob.token, me: bob.user });
  for (const { createdAt } of history) {
    const first = history.find((message) => message.createdAt >= createdAt)?.seq;
    expect(await client.findSeqAt(group.id, new Date(createdAt))).toBe(first);
  }
  expect(await client.findSeqAt(group.id, new Date(0))).toBe(1);
  expect(await client.findSeqAt(group.id, new Date('9999-12-31T00:00:00.000Z'))).toBe(history.at(-1)?.seq);
  await client.close();
});

test('what is no time is refused, and a chat without messages has no place', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  expect((await ada.api.call('GET', pathAt(chat.id, 'yesterday'))).status).toBe(400);
  expect((await ada.api.call('GET', `/api/chats/${chat.id}/messages/at`)).status).toBe(400);
  expect(await ada.api.must('GET', pathAt(chat.id, '2026-01-01T00:00:00.000Z'))).toEqual({ seq: 0 });
});
