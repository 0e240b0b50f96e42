import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesUrl } from '../src/rules.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { registerAll, send, startGroup } from './api.ts';
import { bearer, connect, connectLive, refusal } from './sockets.ts';
import { startServer } from './start-server.ts';

/** A database of which a test can hold one answer back: that to the next query that names this. */
async function openSlowStorage() {
  const storage = await openSqliteStorage({ folder: await mkdtemp(join(tmpdir(), 'confab-test-')), rules: rulesUrl });
  let held: { name: string; meanwhile: () => Promise<void> } | null = null;
  const asked = new WeakMap<object, () => Promise<void>>();
  const db = storage.db.withPlugin({
    transformQuery({ node, queryId }) {
      if (held && node.kind === 'SelectQueryNode' && JSON.stringify(node).includes(held.name)) {
        asked.set(queryId, held.meanwhile);
        held = null;
      }
      return node;
    },
    async transformResult({ result, queryId }) {
      await asked.get(queryId)?.();
      return result;
    },
  });
  const beforeNext = (name: string, meanwhile: () => Promise<void>): void => void (held = { name, meanwhile });
  return { storage: { ...storage, db, log: storage.log }, beforeNext };
}

test('[A11] [D19] who is removed while opening a chat does not have it open', async () => {
  const { storage, beforeNext } = await openSlowStorage();
  await using server = await startServer({}, { storage });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  await using bobs = await connectLive(server.url, bob);
  beforeNext('"role"', async () => {
    const removed = await ada.api.call('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
    expect(removed.status).toBe(204);
  });
  bobs.send({ type: 'open', chatId: chat.id });
  expect(await bobs.next('error')).toMatchObject({ code: 'not-found', chatId: chat.id });
  const active = await ada.api.call<{ count: number }>('GET', `/api/chats/${chat.id}/active-users`);
  expect(active.body.count).toBe(0);
});

test('[A11] [D19] a chat can be opened only by who has resumed and so hears of a removal', async () => {
  await using server = await startServer();
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  await using bobs = await connect(server.url, bob);
  bobs.send({ type: 'open', chatId: chat.id });
  expect(await bobs.next('error')).toMatchObject({ code: 'invalid-frame', chatId: chat.id });
});

test('[A11] [D19] who has a thread open without following it is not active there once they are removed', async () => {
  await using server = await startServer();
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  const threadId = `${chat.id}~${(await send(ada, chat.id, 'ours')).seq}`;
  await send(ada, threadId, 'one');
  await using bobs = await connectLive(server.url, bob);
  bobs.send({ type: 'open', chatId: threadId });
  await bobs.next('active-users', ({ chatId }) => chatId === threadId);
  // One that was never begun is none that anybody could have open.
  bobs.send({ type: 'open', chatId: `${chat.id}~zz` });
  expect(await bobs.next('error')).toMatchObject({ code: 'not-found', chatId: `${chat.id}~zz` });
  // Nothing there would tell a socket of one chat.
  const refused = await refusal(`${server.url}/api/chats/ws/${threadId}/${bob.user.id}`, bearer(bob));
  expect(refused).toMatchObject({ status: 404 });
  await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
  await bobs.next('chat-removed', ({ chatId }) => chatId === chat.id);
  expect(await ada.api.must('GET', `/api/chats/${threadId}/active-users`)).toMatchObject({ count: 0 });
});

test('[A11] [D19] who is removed while resuming has no thread of the chat that they came to meanwhile', async () => {
  const { storage, beforeNext } = await openSlowStorage();
  await using server = await startServer({}, { storage });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  const threadId = `${chat.id}~${(await send(ada, chat.id, 'ours')).seq}`;
  await send(ada, threadId, 'one');
  const resume = { type: 'resume', epoch: null, cursors: {}, threads: true } as const;
  await using bobs = await connect(server.url, bob);
  bobs.send(resume);
  await bobs.next('ready');
  // What the answer to this says is by then out of date.
  beforeNext('"members"', async () => {
    bobs.send({ type: 'watch-thread', chatId: threadId });
    await bobs.next('chats', ({ chats }) => chats.some(({ id }) => id === threadId));
    bobs.send({ type: 'open', chatId: threadId });
    await bobs.next('active-users', ({ chatId }) => chatId === threadId);
    await ada.api.must('DELETE', `/api/chats/${chat.id}/members/${bob.user.id}`);
  });
  bobs.send(resume);
  await bobs.until(() => bobs.ofType('ready').length === 2, 'the second ready');
  const removed = bobs.ofType('chat-removed').map(({ chatId }) => chatId);
  expect(removed).toEqual(expect.arrayContaining([chat.id, threadId]));
  expect(await ada.api.must('GET', `/api/chats/${threadId}/active-users`)).toMatchObject({ count: 0 });
});

test('[A11] [D25] who was removed by a node that knows no threads is told of none, though they followed it', async () => {
  await using server = await startServer();
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, []);
  const threadId = `${chat.id}~${(await send(ada, chat.id, 'ours')).seq}`;
  await send(ada, threadId, 'one');
  // What such a node leaves.
  const row = { chat_id: threadId, user_id: bob.user.id, role: 'member', joined_at: Date.now(), read_seq: 0 } as const;
  await server.parts.storage.db.insertInto('members').values(row).execute();
  await using bobs = await connect(server.url, bob);
  bobs.send({ type: 'resume', epoch: null, cursors: {}, threads: true });
  await bobs.next('ready');
  expect(bobs.ofType('chats').flatMap(({ chats }) => chats.map(({ id }) => id))).toEqual([]);
});
