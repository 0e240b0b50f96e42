import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { memoryOutboxStorage, messageAt, messageWithWaiting } from './index.ts';

async function withMessage(server: ScriptedServer) {
  const message = server.commit('ann');
  await server.goLive();
  return message;
}

function path(method: string, id: string, emoji: string): string {
  return `${method} /api/chats/one/messages/${id}/reactions/${encodeURIComponent(emoji)}`;
}

function reactionRequests(server: ScriptedServer): string[] {
  return server.requests.filter((request) => request.includes('/reactions/'));
}

/** The message as a person sees it. */
function shownReactions(server: ScriptedServer) {
  const chat = server.client.getState().chats.get('one');
  const message = chat && messageAt(chat.log, 1);
  if (!message) throw new Error('the message is not there');
  return messageWithWaiting(chat, message, 'me').reactions;
}

async function turns(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await turn();
}

test('a reaction given offline shows at once, and reaches the server when the connection is back', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  server.socket.end(1006);
  const reacting = server.client.react(message, '👍', true);
  expect(shownReactions(server)).toEqual([{ emoji: '👍', userIds: ['me'] }]);
  expect(reactionRequests(server)).toEqual([]);
  const reactions = [{ emoji: '👍', userIds: ['me'] }];
  server.answers[path('PUT', message.id, '👍')] = { ...message, rev: 2, reactions };
  await server.clock.advance(250);
  await server.goLiveAgain();
  await reacting;
  expect(reactionRequests(server)).toHaveLength(1);
  expect(shownReactions(server)).toEqual(reactions);
  expect(server.client.getState().chats.get('one')?.waitingChanges).toEqual([]);
});

test('of what was done offline to one emoji of a message the last counts, and the order of the rest stays', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  server.socket.end(1006);
  const first = server.client.react(message, '👍', true);
  void server.client.react(message, '🎉', true);
  const last = server.client.react(message, '👍', false);
  await server.clock.advance(250);
  await server.goLiveAgain();
  await Promise.all([first, last]);
  expect(reactionRequests(server)).toEqual([path('PUT', message.id, '🎉'), path('DELETE', message.id, '👍')]);
});

test('a reaction given offline survives a restart of the client', async () => {
  const storage = memoryOutboxStorage();
  const before = new ScriptedServer({ storage });
  const message = await withMessage(before);
  before.socket.end(1006);
  const reacting = before.client.react(message, '👍', true);
  await before.client.close();
  await expect(reacting).rejects.toMatchObject({ name: 'AbortError' });

  await using server = new ScriptedServer({ storage });
  await withMessage(server);
  await turns(3);
  expect(reactionRequests(server)).toEqual([path('PUT', message.id, '👍')]);
});

test('a change that is refused for good is told, and the next one is made', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  const refused: unknown[] = [];
  server.client.onChangeRefused(({ change, error }) => refused.push([change.change, error]));
  server.answers[path('PUT', message.id, 'x')] = 400;
  const first = server.client.react(message, 'x', true);
  const second = server.client.react(message, '👍', true);
  await expect(first).rejects.toMatchObject({ code: 'invalid-request' });
  await second;
  expect(refused).toMatchObject([['react', { code: 'invalid-request' }]]);
  expect(shownReactions(server)).toEqual([]);
});

test('a server that asks for patience gets the changes later, in order', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  server.answers[path('PUT', message.id, '👍')] = 429;
  void server.client.react(message, '👍', true);
  const second = server.client.react(message, '🎉', true);
  await turns(3);
  expect(reactionRequests(server)).toHaveLength(1);
  server.answers[path('PUT', message.id, '👍')] = { ...message, rev: 2 };
  await server.clock.advance(6_999);
  expect(reactionRequests(server)).toHaveLength(1);
  await server.clock.advance(1);
  await second;
  expect(reactionRequests(server)).toEqual([
    path('PUT', message.id, '👍'),
    path('PUT', message.id, '👍'),
    path('PUT', message.id, '🎉'),
  ]);
});

test('more changes than anybody makes while away are refused here', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  server.socket.end(1006);
  for (let index = 0; index < 1_000; index += 1)
    void server.client.react(message, `${index}`, true).catch(() => undefined);
  await expect(server.client.react(message, '👍', true)).rejects.toMatchObject({ code: 'too-many-waiting' });
});

function isShownDeleted(server: ScriptedServer): boolean {
  const chat = server.client.getState().chats.get('one');
  const message = chat && messageAt(chat.log, 1);
  if (!message) throw new Error('the message is not there');
  return messageWithWaiting(chat, message, 'me').deletedAt !== null;
}

const deletions = (server: ScriptedServer): string[] => server.requests.filter((one) => one.startsWith('DELETE'));

test('what is deleted soon shows as deleted at once, and an undo in time really undoes it', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  const undone = server.client.deleteSoon(message, 5_000);
  expect(isShownDeleted(server)).toBe(true);
  await server.clock.advance(4_999);
  expect(server.client.undoDelete(message)).toBe(true);
  await undone;
  expect(isShownDeleted(server)).toBe(false);
  await server.clock.advance(10_000);
  expect(deletions(server)).toEqual([]);

  const address = `DELETE /api/chats/one/messages/${message.id}`;
  server.answers[address] = { ...message, rev: 2, content: '', deletedAt: message.createdAt };
  const deleted = server.client.deleteSoon(message, 5_000);
  await server.clock.advance(5_000);
  await deleted;
  expect(deletions(server)).toEqual([address]);
  expect(server.client.undoDelete(message)).toBe(false);
});

test('what is held delays nothing else, and leaves at once when the page goes', async () => {
  await using server = new ScriptedServer();
  const message = await withMessage(server);
  const others = ['m8', 'm9'].map((id) => ({ ...message, id }));
  for (const one of [message, ...others]) void server.client.deleteSoon(one, 5_000).catch(() => undefined);
  void server.client.react(message, '👍', true).catch(() => undefined);
  await turns(3);
  expect(reactionRequests(server)).toHaveLength(1);
  expect(deletions(server)).toEqual([]);
  server.leave();
  await turns(1);
  expect(new Set(deletions(server)).size).toBe(3);
});

test('[D17] what a client that is gone had held is deleted by the next', async () => {
  const storage = memoryOutboxStorage();
  await using first = new ScriptedServer({ storage });
  const message = await withMessage(first);
  void first.client.deleteSoon(message, 5_000).catch(() => undefined);
  await turns(3);
  await first.client.close();
  expect(deletions(first)).toEqual([]);
  await using next = new ScriptedServer({ storage });
  await withMessage(next);
  await turns(5);
  expect(deletions(next)).toHaveLength(1);
});
