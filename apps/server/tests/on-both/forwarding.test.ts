import { randomUUID } from 'node:crypto';
import { createClient } from '@confab/client';
import type { Message, Problem } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, expect, test } from 'vitest';
import { type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

type Original = Pick<Message, 'chatId' | 'seq' | 'content'>;

/** The status, and the code where it was refused. */
async function forward(person: Person, to: string, { chatId, seq, content }: Original, clientId = randomUUID()) {
  const body = { content, clientId, forwarded: { chatId, seq } };
  const answer = await person.api.call<Message & Problem>('POST', `/api/chats/${to}/messages`, body);
  return [answer.status, answer.body.code ?? answer.body.forwarded];
}

test('[D20] nobody forwards out of a chat that is not theirs, nor into one, nor learns that it is there', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  const secret = await send(ada, group.id, 'the code is 1111');
  const own = await startDirect(eve, bob);
  expect(await forward(eve, own.id, secret)).toEqual([404, 'not-found']);
  expect(await forward(eve, own.id, { ...secret, seq: 99 })).toEqual([404, 'not-found']);
  expect(await forward(eve, own.id, { ...secret, chatId: 'c-none' })).toEqual([404, 'not-found']);
  const mine = await send(eve, own.id, 'hello');
  expect(await forward(eve, group.id, mine)).toEqual([404, 'not-found']);
  expect(await readHistory(eve, own.id)).toHaveLength(1);
  expect(await readHistory(ada, group.id)).toHaveLength(1);
});

test('[D37] what is forwarded says where it is from, says what was said there, asks for nobody and is not edited', async () => {
  const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
  const chat = await startDirect(ada, bob);
  const text = `@${cleo.user.username} brings boots`;
  const original = await send(ada, chat.id, text);
  const group = await startGroup(bob, [cleo]);
  const place = { chatId: chat.id, seq: original.seq };
  expect(await forward(bob, group.id, { ...original, content: 'I was never here' })).toEqual([400, 'invalid-request']);
  const clientId = randomUUID();
  expect(await forward(bob, group.id, original, clientId)).toEqual([201, place]);
  await ada.api.must('DELETE', `/api/chats/${chat.id}/messages/${original.id}`);
  // A retry is the same one; it can't be forwarded anew, and the copy stays.
  expect(await forward(bob, group.id, original, clientId)).toEqual([200, place]);
  expect(await forward(bob, group.id, original)).toEqual([404, 'not-found']);
  const [copy] = await readHistory(cleo, group.id);
  expect(copy).toMatchObject({ content: text, senderId: bob.user.id, forwarded: place });
  expect(copy).not.toHaveProperty('mentions');
  expect(JSON.stringify(copy)).not.toContain(ada.user.id);
  const edit = await bob.api.call<Problem>('PATCH', `/api/chats/${group.id}/messages/${copy?.id}`, { content: 'x' });
  expect([edit.status, edit.body.code]).toEqual([403, 'forbidden']);
});

test('[D37] whoever was removed from a chat forwards nothing of it any more, nor what the chat itself says', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  const message = await send(ada, group.id, 'ours');
  await ada.api.must('PATCH', `/api/chats/${group.id}`, { name: 'Harbour' });
  const [line = message] = (await readHistory(bob, group.id)).slice(-1);
  expect(line.kind).toBe('system');
  const own = await startDirect(bob, ada);
  expect(await forward(bob, own.id, line)).toEqual([404, 'not-found']);
  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  expect(await forward(bob, own.id, message)).toEqual([404, 'not-found']);
});

test('[D37] [D31] what is forwarded into a thread and said in its chat too has its mark in both', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const original = await send(ada, (await startDirect(ada, bob)).id, 'bring boots');
  const group = await startGroup(ada, [bob]);
  const root = await send(ada, group.id, 'what to bring?');
  const forwarded = { chatId: original.chatId, seq: original.seq };
  const body = { content: original.content, clientId: randomUUID(), forwarded, toChat: true };
  const { status } = await bob.api.call('POST', `/api/chats/${threadIdOf(group.id, root.seq)}/messages`, body);
  expect(status).toBe(201);
  const copy = (await readHistory(ada, group.id)).at(-1);
  expect(copy).toMatchObject({ content: 'bring boots', forwarded, fromThread: { rootSeq: root.seq, seq: 1 } });
  const edit = await bob.api.call<Problem>('PATCH', `/api/chats/${group.id}/messages/${copy?.id}`, { content: 'x' });
  expect(edit.body.code).toBe('forbidden');
});

test('the SDK forwards a message to another chat', async () => {
  const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
  const from = await startDirect(ada, bob);
  const to = await startDirect(ada, cleo);
  const message = await send(bob, from.id, 'bring boots');
  await using client = createClient({ baseUrl: server.url, token: ada.token });
  client.connect();
  await client.until((state) => state.features.includes('forwarding') && state.chats.has(to.id));
  await client.forward(message, to.id).delivered;
  const [copy] = await readHistory(cleo, to.id);
  expect(copy).toMatchObject({ content: 'bring boots', forwarded: { chatId: from.id, seq: message.seq } });
});
