import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { ApiError, memoryOutboxStorage } from './index.ts';

function pendingOf(server: ScriptedServer): string[] {
  const pending = server.client.getState().chats.get('one')?.pending ?? [];
  return pending.map((message) => `${message.content} ${message.status}`);
}

function refusal(clientId: string, code: 'rate-limited' | 'forbidden', retryAfterMs?: number) {
  const base = { type: 'error' as const, code, detail: `it is ${code}`, chatId: 'one', clientId };
  return retryAfterMs === undefined ? base : { ...base, retryAfterMs };
}

test('a message shows at once, is solid when acknowledged, and is replaced by the real one without a moment of both', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const shown: string[] = [];
  server.client.subscribe(() => {
    const chat = server.client.getState().chats.get('one');
    shown.push(`${chat?.lastSeq} in the log, pending: ${pendingOf(server).join()}`);
  });
  const sending = server.client.send('one', '  hello  ');
  expect(pendingOf(server)).toEqual(['hello sending']);
  const message = server.commit('me', sending.clientId);
  server.acknowledge(message);
  server.say({ type: 'message', message });
  await expect(sending.delivered).resolves.toMatchObject({ seq: 1, rev: 1 });
  expect(shown).toEqual([
    '0 in the log, pending: hello sending',
    '0 in the log, pending: hello acknowledged',
    '1 in the log, pending: ',
  ]);
});

test('a message that arrives before its acknowledgement is not shown twice', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const sending = server.client.send('one', 'hello');
  const message = server.commit('me', sending.clientId);
  server.say({ type: 'message', message });
  expect(pendingOf(server)).toEqual([]);
  server.acknowledge(message);
  expect(pendingOf(server)).toEqual([]);
  await expect(sending.delivered).resolves.toMatchObject({ id: message.id });
});

test('[D17] what was not acknowledged is sent again, in order, with the same clientId', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const first = server.client.send('one', 'first');
  server.client.send('one', 'second');
  server.socket.end(1006);
  expect(pendingOf(server)).toEqual(['first waiting', 'second waiting']);
  server.client.send('one', 'third');
  await server.clock.advance(250);
  await server.goLiveAgain();
  for (const content of ['first', 'second', 'third']) {
    const sent = server.said('send').at(-1);
    expect(sent?.content).toBe(content);
    const message = server.commit('me', sent?.clientId);
    server.acknowledge(message);
    server.say({ type: 'message', message });
  }
  expect(server.said('send')[0]?.clientId).toBe(first.clientId);
  expect(server.said('send')).toHaveLength(3);
  expect(pendingOf(server)).toEqual([]);
});

test('[D17] a message whose acknowledgement was lost is known by its clientId in the catch-up', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const sending = server.client.send('one', 'hello');
  const message = server.commit('me', sending.clientId);
  server.socket.end(1006);
  await server.clock.advance(250);
  await server.goLiveAgain();
  expect(pendingOf(server)).toEqual([]);
  expect(server.said('send')).toEqual([]);
  await expect(sending.delivered).resolves.toMatchObject({ id: message.id });
});

test('an acknowledged message that comes as part of a reset is not shown twice', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const sending = server.client.send('one', 'hello');
  server.acknowledge(server.commit('me', sending.clientId));
  server.commit('ann');
  expect(pendingOf(server)).toEqual(['hello acknowledged']);
  server.say({ type: 'reset', chatId: 'one', reason: 'too-far-behind', chat: server.describe() });
  expect(pendingOf(server)).toEqual([]);
});

test('[D17] too many requests: the chat waits as told, and nothing overtakes', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const first = server.client.send('one', 'first');
  server.client.send('one', 'second');
  server.say(refusal(first.clientId, 'rate-limited', 700));
  expect(pendingOf(server)).toEqual(['first waiting', 'second waiting']);
  await server.clock.advance(699);
  expect(server.said('send')).toHaveLength(1);
  await server.clock.advance(1);
  expect(server.said('send').map(({ content }) => content)).toEqual(['first', 'first']);
  server.acknowledge(server.commit('me', first.clientId));
  // The server had room for one more, and no more.
  await server.clock.advance(28);
  expect(server.said('send').at(-1)?.content).toBe('second');
});

test('a refusal for good says why, lets the next one pass, and can be retried or discarded', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const first = server.client.send('one', 'first');
  server.client.send('one', 'second');
  server.say(refusal(first.clientId, 'forbidden'));
  await expect(first.delivered).rejects.toBeInstanceOf(ApiError);
  expect(pendingOf(server)).toEqual(['first failed', 'second sending']);
  const failed = server.client.getState().chats.get('one')?.pending[0];
  expect(failed?.error).toEqual({ code: 'forbidden', detail: 'it is forbidden' });
  server.acknowledge(server.commit('me', server.said('send')[1]?.clientId));
  server.client.retry(first.clientId);
  expect(server.said('send').at(-1)?.clientId).toBe(first.clientId);
  server.say(refusal(first.clientId, 'forbidden'));
  server.client.discard(first.clientId);
  expect(pendingOf(server)).toEqual(['second acknowledged']);
});

test('a server that neither takes nor refuses a message gets it again after 15 s', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.client.send('one', 'hello');
  await server.clock.advance(10_000);
  server.say({ type: 'pong' });
  await server.clock.advance(4_999);
  expect(server.said('send')).toHaveLength(1);
  await server.clock.advance(1);
  expect(server.said('send')).toHaveLength(2);
});

test('[D17] unsent messages survive a restart of the client', async () => {
  const storage = memoryOutboxStorage();
  const before = new ScriptedServer({ storage });
  const sending = before.client.send('one', 'written offline');
  await before.client.close();

  await using server = new ScriptedServer({ storage });
  await server.goLive();
  expect(server.said('send')).toMatchObject([{ content: 'written offline', clientId: sending.clientId }]);
});

test('[D17] what a tab that is gone by now left is taken over when the connection is back', async () => {
  const storage = memoryOutboxStorage();
  await using server = new ScriptedServer({ storage });
  await server.goLive();
  server.socket.end(1006);
  const entry = { clientId: 'left', chatId: 'one', content: 'left behind', createdAt: '', failed: null };
  await storage.save([entry]);
  await storage.close();
  await server.clock.advance(250);
  await server.goLiveAgain();
  await turn();
  expect(server.said('send')).toMatchObject([{ clientId: 'left' }]);
});

test('a storage that is full keeps no message from being sent, and the state says that none would survive', async () => {
  const full = () => Promise.reject(new DOMException('it is full', 'QuotaExceededError'));
  const storage = { ...memoryOutboxStorage(), save: full };
  await using server = new ScriptedServer({ storage });
  await server.goLive();
  expect(server.client.getState().unsentIsKept).toBe(true);
  server.client.send('one', 'hello');
  await turn();
  expect(server.said('send')).toHaveLength(1);
  expect(server.client.getState().unsentIsKept).toBe(false);
});

test('an empty message and one that is too long are refused here', async () => {
  await using server = new ScriptedServer();
  expect(() => server.client.send('one', '  ')).toThrow(ApiError);
  expect(() => server.client.send('one', 'x'.repeat(8_001))).toThrow(/8,000/);
  await turn();
});
