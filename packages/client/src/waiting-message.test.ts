import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { memoryOutboxStorage } from './index.ts';

function pendingOf(server: ScriptedServer): string[] {
  const pending = server.client.getState().chats.get('one')?.pending ?? [];
  return pending.map((message) => `${message.content} ${message.status}`);
}

/** A message that went out and whose fate is unknown: the connection broke behind it. */
async function sendIntoTheDark(server: ScriptedServer, content: string) {
  await server.goLive();
  const sending = server.client.send('one', content);
  server.socket.end(1006);
  return sending;
}

async function comeBack(server: ScriptedServer): Promise<void> {
  await server.clock.advance(250);
  await server.goLiveAgain();
}

test('a message that surely was never sent is changed in its place, and nobody sees the old text', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.socket.end(1006);
  const sending = server.client.send('one', 'helo');
  expect(server.client.changePending(sending.clientId, ' hello ')).toBe('changed');
  expect(pendingOf(server)).toEqual(['hello waiting']);
  await comeBack(server);
  expect(server.said('send')).toMatchObject([{ clientId: sending.clientId, content: 'hello' }]);
  server.acknowledge(server.commit('me', sending.clientId));
  await expect(sending.delivered).resolves.toMatchObject({ seq: 1 });
});

test('[D1] a message that may have been sent goes out again as it was, and is edited right after', async () => {
  await using server = new ScriptedServer();
  const sending = await sendIntoTheDark(server, 'helo');
  expect(server.client.changePending(sending.clientId, 'hello')).toBe('edit-follows');
  expect(pendingOf(server)).toEqual(['hello waiting']);
  await comeBack(server);
  expect(server.said('send')).toMatchObject([{ clientId: sending.clientId, content: 'helo' }]);
  const message = server.commit('me', sending.clientId);
  server.answers[`PATCH /api/chats/one/messages/${message.id}`] = { ...message, rev: 2, content: 'hello' };
  server.acknowledge(message);
  await turn();
  await turn();
  expect(server.bodies.at(-1)).toEqual({ content: 'hello' });
});

test('[D1] a message that arrived before its connection broke is edited, not sent twice', async () => {
  await using server = new ScriptedServer();
  const sending = await sendIntoTheDark(server, 'helo');
  const message = server.commit('me', sending.clientId);
  server.client.changePending(sending.clientId, 'hello');
  await comeBack(server);
  expect(server.said('send')).toEqual([]);
  expect(server.requests).toContain(`PATCH /api/chats/one/messages/${message.id}`);
});

test('a message refused for its pace is not on the server: it is changed in its place', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const { clientId } = server.client.send('one', 'helo');
  const detail = 'slowly';
  server.say({ type: 'error', code: 'rate-limited', detail, chatId: 'one', clientId, retryAfterMs: 500 });
  expect(server.client.changePending(clientId, 'hello')).toBe('changed');
  await server.clock.advance(500);
  expect(server.said('send').map(({ content }) => content)).toEqual(['helo', 'hello']);
});

test('a message on the wire and one that is acknowledged are edited as soon as they are there', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const first = server.client.send('one', 'helo');
  expect(server.client.changePending(first.clientId, 'hello')).toBe('edit-follows');
  const message = server.commit('me', first.clientId);
  server.acknowledge(message);
  expect(server.client.changePending(first.clientId, 'hello!')).toBe('edit-follows');
  server.say({ type: 'message', message });
  expect(server.client.changePending(first.clientId, 'hello?')).toBe('gone');
  for (let index = 0; index < 6; index += 1) await turn();
  expect(server.bodies).toEqual([{ content: 'hello' }, { content: 'hello!' }]);
});

test('a failed message that is changed goes out again', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const { clientId } = server.client.send('one', 'helo');
  server.say({ type: 'error', code: 'forbidden', detail: 'no', chatId: 'one', clientId });
  expect(server.client.changePending(clientId, 'hello')).toBe('changed');
  expect(server.said('send').at(-1)).toMatchObject({ clientId, content: 'hello' });
});

test('a message that surely was never sent is taken back without a trace', async () => {
  await using server = new ScriptedServer();
  const { clientId, delivered } = server.client.send('one', 'oops');
  expect(server.client.discard(clientId)).toBe('discarded');
  await server.goLive();
  expect(server.said('send')).toEqual([]);
  await expect(delivered).rejects.toMatchObject({ name: 'AbortError' });
});

test('a message taken back when it may have been sent is not sent again', async () => {
  await using server = new ScriptedServer();
  const sending = await sendIntoTheDark(server, 'oops');
  expect(server.client.discard(sending.clientId)).toBe('withdrawn');
  expect(pendingOf(server)).toEqual([]);
  await comeBack(server);
  expect(server.said('send')).toEqual([]);
  expect(server.requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
});

test('a message taken back that arrived all the same is deleted when it turns up, also after a restart', async () => {
  const storage = memoryOutboxStorage();
  const before = new ScriptedServer({ storage });
  const sending = await sendIntoTheDark(before, 'oops');
  before.client.discard(sending.clientId);
  await before.client.close();

  await using server = new ScriptedServer({ storage });
  await server.goLive();
  const message = server.commit('me', sending.clientId);
  server.say({ type: 'message', message });
  await turn();
  await turn();
  expect(server.requests).toContain(`DELETE /api/chats/one/messages/${message.id}`);
  expect(server.client.getState().chats.get('one')?.waitingChanges).toEqual([]);
});

test('a message taken back that stands behind others’ after a restart is looked for', async () => {
  const storage = memoryOutboxStorage();
  const before = new ScriptedServer({ storage });
  const sending = await sendIntoTheDark(before, 'oops');
  before.client.discard(sending.clientId);
  await before.client.close();

  await using server = new ScriptedServer({ storage });
  const message = server.commit('me', sending.clientId);
  server.commit('ann');
  server.answers['GET /api/chats/one/messages'] = { messages: server.chat.messages, hasMore: false };
  await server.goLive();
  for (let index = 0; index < 6; index += 1) await turn();
  expect(server.requests).toContain(`DELETE /api/chats/one/messages/${message.id}`);
});

test('a message taken back on the wire is deleted with its acknowledgement, and holds up nothing behind it', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const first = server.client.send('one', 'oops');
  server.client.send('one', 'second');
  expect(server.client.discard(first.clientId)).toBe('withdrawn');
  expect(pendingOf(server)).toEqual(['second sending']);
  const message = server.commit('me', first.clientId);
  server.acknowledge(message);
  await turn();
  await turn();
  expect(server.requests).toContain(`DELETE /api/chats/one/messages/${message.id}`);
});

test('[D17] a change of a message that waits survives a restart, and so does what may have been sent', async () => {
  const storage = memoryOutboxStorage();
  const before = new ScriptedServer({ storage });
  const sending = await sendIntoTheDark(before, 'helo');
  before.client.changePending(sending.clientId, 'hello');
  await before.client.close();

  await using server = new ScriptedServer({ storage });
  await server.goLive();
  expect(pendingOf(server)).toEqual(['hello sending']);
  expect(server.said('send')).toMatchObject([{ clientId: sending.clientId, content: 'helo' }]);
});
