import { randomUUID } from 'node:crypto';
import { createClient } from '@confab/client';
import type { Message, Problem } from '@confab/protocol';
import { afterAll, expect, test } from 'vitest';
import { type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

function reply(person: Person, chatId: string, seq: unknown, clientId = randomUUID()) {
  const body = { content: 'yes', clientId, reply: { seq } };
  return person.api.call<Message & Problem>('POST', `/api/chats/${chatId}/messages`, body);
}

test('[D20] an outsider replies to nothing, and nobody to what stands in no chat of theirs', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  for (let n = 0; n < 3; n++) await send(ada, group.id, `secret ${n}`);
  expect((await reply(eve, group.id, 2)).status).toBe(404);
  expect((await reply(eve, 'c-none', 2)).status).toBe(404);
  // Of her own chat: what stands in another is of no help.
  const own = await startDirect(eve, bob);
  await send(eve, own.id, 'mine');
  const answer = await reply(eve, own.id, 2);
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
  expect(await readHistory(eve, own.id)).toHaveLength(1);
});

test('[D38] a reply names what it answers, whatever becomes of that; a retry is the same one', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const original = await send(ada, chat.id, 'shall we?');
  const clientId = randomUUID();
  const first = await reply(bob, chat.id, original.seq, clientId);
  expect([first.status, first.body.reply]).toEqual([201, { seq: original.seq }]);
  await ada.api.must('DELETE', `/api/chats/${chat.id}/messages/${original.id}`);
  const again = await reply(bob, chat.id, original.seq, clientId);
  expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  expect((await reply(bob, chat.id, original.seq)).status).toBe(201);
  const edited = await bob.api.must<Message>('PATCH', `/api/chats/${chat.id}/messages/${first.body.id}`, {
    content: 'yes!',
  });
  expect(edited.reply).toEqual({ seq: original.seq });
  for (const bad of [0, -1, 1.5, 99, 'one', null]) {
    expect([bad, (await reply(bob, chat.id, bad)).status]).toEqual([bad, 400]);
  }
});

test('[D38] nobody replies to what the chat itself says', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  await ada.api.must('PATCH', `/api/chats/${group.id}`, { name: 'Harbour' });
  const [line] = await readHistory(ada, group.id);
  expect(line?.kind).toBe('system');
  expect((await reply(bob, group.id, line?.seq)).status).toBe(400);
});

test('[D38] over the socket it reaches everybody with what it names', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const { seq } = await send(ada, chat.id, 'shall we?');
  await using client = createClient({ baseUrl: server.url, token: bob.token, me: bob.user });
  client.connect();
  await client.until((state) => state.connection.status === 'live');
  expect(client.getState().features).toContain('replies');
  await client.send(chat.id, { content: 'gladly', parts: { reply: { seq } } }).delivered;
  const history = await readHistory(ada, chat.id);
  expect(history.at(-1)).toMatchObject({ content: 'gladly', reply: { seq } });
});

test('a reply to me is among what concerns me, and one of my own to myself is not', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const { seq } = await send(ada, chat.id, 'shall we?');
  await reply(ada, chat.id, seq);
  const { body } = await reply(bob, chat.id, seq);
  const { entries } = await ada.api.must<{ entries: { kind: string; seq: number }[] }>('GET', '/api/me/activity');
  expect(entries.map(({ kind, seq: at }) => [kind, at])).toEqual([['reply', body.seq]]);
});
