import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { modelUser, read } from '../tests/model-chat.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { messageAt } from './index.ts';

function chatOf(server: ScriptedServer) {
  const chat = server.client.getState().chats.get('one');
  if (!chat) throw new Error('the chat is not there');
  return chat;
}

function hearFromAnn(server: ScriptedServer, count: number): void {
  for (let index = 0; index < count; index += 1) server.say({ type: 'message', message: server.commit('ann') });
}

test('[D21] reading many messages is told in one frame, shown at once, and told again after a reconnect', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  hearFromAnn(server, 5);
  expect(chatOf(server).unread).toBe(5);
  server.client.markRead('one', 2);
  server.client.markRead('one', 4);
  server.client.markRead('one', 3);
  expect(chatOf(server)).toMatchObject({ unread: 1, readSeq: 4 });
  await server.clock.advance(150);
  expect(server.said('read')).toEqual([{ type: 'read', chatId: 'one', seq: 4 }]);
  server.socket.end(1006);
  await server.clock.advance(250);
  await server.goLiveAgain();
  expect(server.said('read')).toEqual([{ type: 'read', chatId: 'one', seq: 4 }]);
  read(server.chat, 'me', 4);
  server.say({ type: 'read', chatId: 'one', userId: 'me', readSeq: 4, unread: 1, atRev: 5 });
  server.socket.end(1006);
  await server.clock.advance(250);
  await server.goLiveAgain();
  expect(server.said('read')).toEqual([]);
});

test('what was read in the last moment is told when the page is hidden, by a request that outlives it', async () => {
  const asked: [input: unknown, init: RequestInit | undefined][] = [];
  await using server = new ScriptedServer({
    fetch: (input, init) => {
      asked.push([input, init]);
      return Promise.resolve(Response.json({ users: [] }));
    },
  });
  await server.goLive();
  hearFromAnn(server, 3);
  server.hide();
  server.client.markRead('one', 3);
  server.hide();
  const path = 'http://confab.test/api/chats/one/read';
  expect(asked.filter(([input]) => input === path)).toMatchObject([
    [path, { method: 'POST', keepalive: true, body: '{"seq":3}' }],
  ]);
  // Should the page stay, it is told as ever.
  await server.clock.advance(150);
  expect(server.said('read')).toEqual([{ type: 'read', chatId: 'one', seq: 3 }]);
});

test('what was read in the last moment is told before the client closes', async () => {
  const server = new ScriptedServer();
  await server.goLive();
  hearFromAnn(server, 1);
  server.client.markRead('one', 1);
  await server.client.close();
  expect(server.said('read')).toEqual([{ type: 'read', chatId: 'one', seq: 1 }]);
});

test('a read position that was refused for now is told later', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  hearFromAnn(server, 1);
  server.client.markRead('one', 1);
  await server.clock.advance(150);
  server.say({ type: 'error', code: 'rate-limited', detail: 'slowly', chatId: 'one', retryAfterMs: 400 });
  await server.clock.advance(400);
  expect(server.said('read')).toHaveLength(2);
});

test('[D22] an open chat is told to the server, again after a reconnect, and once for two callers', async () => {
  await using server = new ScriptedServer();
  server.client.openChat('one');
  await server.goLive();
  expect(server.said('open')).toEqual([{ type: 'open', chatId: 'one' }]);
  server.client.openChat('one');
  server.say({ type: 'active-users', chatId: 'one', userIds: ['ann', 'me'], count: 2 });
  expect(chatOf(server).active?.count).toBe(2);
  server.socket.end(1006);
  await server.clock.advance(250);
  await server.goLiveAgain();
  expect(server.said('open')).toHaveLength(1);
  server.client.closeChat('one');
  expect(server.said('close')).toHaveLength(0);
  server.client.closeChat('one');
  expect(server.said('close')).toHaveLength(1);
  expect(chatOf(server).active).toBeNull();
});

test('[D23] typing leaves at most every 2 s, and again at once after what was typed is sent', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  for (let key = 0; key < 10; key += 1) server.client.typing('one');
  await server.clock.advance(2_000);
  server.client.typing('one');
  expect(server.said('typing')).toHaveLength(2);
  server.client.send('one', 'done');
  server.client.typing('one');
  expect(server.said('typing')).toHaveLength(3);
});

test('[D23] others who type are shown for 5 s, or until their message comes', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.say({ type: 'typing', chatId: 'one', userId: 'ann' });
  await server.clock.advance(4_000);
  server.say({ type: 'typing', chatId: 'one', userId: 'ann' });
  await server.clock.advance(4_999);
  expect(chatOf(server).typing.map(({ userId }) => userId)).toEqual(['ann']);
  await server.clock.advance(1);
  expect(chatOf(server).typing).toEqual([]);
  server.say({ type: 'typing', chatId: 'one', userId: 'ann' });
  hearFromAnn(server, 1);
  expect(chatOf(server).typing).toEqual([]);
});

test('presence is watched for all callers together, and for nobody when they stop', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const stopFirst = server.client.watchPresence(['ann', 'bob']);
  const stopSecond = server.client.watchPresence(['bob', 'cat']);
  await turn();
  expect(server.said('watch-presence').at(-1)?.userIds.toSorted()).toEqual(['ann', 'bob', 'cat']);
  server.say({ type: 'presence', users: [{ userId: 'ann', online: true, lastSeenAt: null }] });
  stopFirst();
  stopSecond();
  await turn();
  expect(server.said('watch-presence').at(-1)?.userIds).toEqual([]);
  expect(server.client.getState().presence.size).toBe(0);
  expect(server.client.getState().users.get('ann')?.online).toBe(true);
});

test('opening a chat loads its newest page; a page asked for twice is fetched once', async () => {
  await using server = new ScriptedServer();
  for (let index = 0; index < 3; index += 1) server.commit('ann');
  server.answers['GET /api/chats/one/messages'] = { messages: server.chat.messages, hasMore: false };
  server.answers['GET /api/chats/one'] = server.describe();
  await server.goLive();
  server.client.openChat('one');
  expect(chatOf(server).loading).toBe('newest');
  await server.client.loadNewest('one');
  expect(chatOf(server).loading).toBeNull();
  expect(chatOf(server).log.ranges).toEqual([{ from: 1, to: 3 }]);
  expect(server.requests.filter((request) => request.endsWith('/messages'))).toHaveLength(1);
});

test('a stale page does not undo a live change, loaded or not', async () => {
  await using server = new ScriptedServer();
  for (let index = 0; index < 3; index += 1) server.commit('ann');
  const stale = [...server.chat.messages];
  await server.goLive();
  server.answers['GET /api/chats/one/messages'] = { messages: stale, hasMore: false };
  const [first] = stale;
  if (!first) throw new Error('no message');
  const loading = server.client.loadNewest('one');
  server.say({ type: 'message', message: { ...first, rev: 4, content: 'edited' } });
  await loading;
  expect(messageAt(chatOf(server).log, 1)?.content).toBe('edited');
  expect(chatOf(server).log.ranges).toEqual([{ from: 1, to: 3 }]);
});

test('a page that was asked for before a reset is not believed', async () => {
  await using server = new ScriptedServer();
  for (let index = 0; index < 3; index += 1) server.commit('ann');
  server.answers['GET /api/chats/one/messages'] = { messages: [...server.chat.messages], hasMore: false };
  await server.goLive();
  const loading = server.client.loadNewest('one');
  server.say({ type: 'reset', chatId: 'one', reason: 'epoch-changed', chat: server.describe() });
  await loading;
  expect(chatOf(server).log.ranges).toEqual([{ from: 3, to: 3 }]);
});

test('people who are named but not known are fetched, together and once', async () => {
  await using server = new ScriptedServer();
  server.answers['GET /api/auth/users'] = { users: [modelUser('bob'), modelUser('cat')], nextCursor: null };
  await server.goLive();
  const joined = server.commit('ann');
  const event = { type: 'members-added' as const, userIds: ['bob', 'cat'] };
  server.say({ type: 'message', message: { ...joined, kind: 'system', event } });
  await server.client.until((state) => state.users.has('cat'));
  expect(chatOf(server).members.map(({ userId }) => userId)).toEqual(['me', 'ann', 'bob', 'cat']);
  expect(server.requests.filter((request) => request.endsWith('/users'))).toHaveLength(1);
});

test('a closed client leaves no timer behind, whatever it waited for', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.client.typing('one');
  server.client.openChat('one');
  server.say({ type: 'typing', chatId: 'one', userId: 'ann' });
  hearFromAnn(server, 1);
  server.client.markRead('one', 1);
  server.client.send('one', 'hello');
  server.answers['GET /api/chats'] = 429;
  const reading = server.client.rest.chats();
  server.say({ type: 'error', code: 'rate-limited', detail: 'slowly', chatId: 'one', retryAfterMs: 500 });
  for (let index = 0; index < 4; index += 1) await turn();
  await Promise.all([expect(reading).rejects.toMatchObject({ name: 'AbortError' }), server.client.close()]);
  await turn();
  expect(server.clock.nextDueMs).toBeNull();
});

test('people whose profiles could not be fetched are asked for again, those whose turn had not come included', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  server.answers['GET /api/auth/users'] = 503;
  const ids = Array.from({ length: 150 }, (_, index) => `user ${index}`);
  await expect(server.client.loadUsers(ids)).rejects.toMatchObject({ code: 'unavailable' });
  server.answers['GET /api/auth/users'] = { users: ids.map(modelUser), nextCursor: null };
  await server.client.loadUsers(ids);
  expect(server.requests.filter((request) => request.endsWith('/users'))).toHaveLength(3);
});

test('[D21] a count that can’t be followed through a catch-up is fetched', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const first = server.commit('ann');
  const second = server.commit('ann');
  const edited = { ...first, rev: 3, content: 'edited' };
  server.chat.rev = 3;
  server.chat.messages[0] = edited;
  server.answers['GET /api/chats/one'] = server.describe();
  // Counted when there was only the first; the catch-up no longer says which was there.
  server.say({ type: 'read', chatId: 'one', userId: 'me', readSeq: 0, unread: 1, atRev: 1 });
  server.say({ type: 'changes', chatId: 'one', messages: [second, edited], upToRev: 3, more: false });
  await server.client.until((state) => state.chats.get('one')?.sync.unreadUnsure === false);
  expect(chatOf(server).unread).toBe(2);
});

test('a state that does not come is told by a TimeoutError', async () => {
  await using server = new ScriptedServer();
  const never = server.client.until(() => false, { timeoutMs: 1_000 });
  await Promise.all([expect(never).rejects.toMatchObject({ name: 'TimeoutError' }), server.clock.advance(1_000)]);
});

test('what did not change stays the same object, so that a view renders little', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const before = server.client.getState();
  hearFromAnn(server, 1);
  const after = server.client.getState();
  expect(after.users).toBe(before.users);
  expect(after.connection).toBe(before.connection);
  expect(chatOf(server).members).toBe(before.chats.get('one')?.members);
  server.say({ type: 'pong' });
  expect(server.client.getState()).toBe(after);
});

test('[D15] a chat that is shown ahead of the connection keeps its history, and is caught up from its rev', async () => {
  await using server = new ScriptedServer();
  for (let index = 0; index < 3; index += 1) server.commit('ann');
  server.answers['GET /api/chats/one/messages'] = { messages: [...server.chat.messages], hasMore: false };
  server.client.showAhead({ epoch: server.epoch, chat: server.describe() });
  expect(server.client.getState().chatsLoaded).toBe(false);
  await server.client.loadNewest('one');
  const { log } = chatOf(server);
  expect(log.ranges).toEqual([{ from: 1, to: 3 }]);
  server.client.connect();
  await server.welcome();
  expect(server.said('resume')).toEqual([{ type: 'resume', epoch: server.epoch, cursors: { one: 3 } }]);
  server.say({ type: 'ready' });
  expect(chatOf(server).log).toBe(log);
  server.client.showAhead({ epoch: server.epoch, chat: { ...server.describe(), name: 'too late' } });
  expect(chatOf(server).name).not.toBe('too late');
});
