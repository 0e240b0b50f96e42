import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesUrl } from '../src/rules.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { registerAll, startGroup } from './api.ts';
import { connect, connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

/** A database of which a test can hold one answer back: the next look at somebody's role. */
async function openSlowStorage() {
  const storage = await openSqliteStorage({ folder: await mkdtemp(join(tmpdir(), 'confab-test-')), rules: rulesUrl });
  let meanwhile: (() => Promise<void>) | null = null;
  const asked = new WeakMap<object, () => Promise<void>>();
  const db = storage.db.withPlugin({
    transformQuery({ node, queryId }) {
      if (meanwhile && node.kind === 'SelectQueryNode' && JSON.stringify(node).includes('"role"')) {
        asked.set(queryId, meanwhile);
        meanwhile = null;
      }
      return node;
    },
    async transformResult({ result, queryId }) {
      await asked.get(queryId)?.();
      return result;
    },
  });
  const beforeNextRole = (task: () => Promise<void>): void => void (meanwhile = task);
  return { storage: { ...storage, db, log: storage.log }, beforeNextRole };
}

test('[A11] [D19] who is removed while opening a chat does not have it open', async () => {
  const { storage, beforeNextRole } = await openSlowStorage();
  await using server = await startServer({}, { storage });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startGroup(ada, [bob]);
  await using bobs = await connectLive(server.url, bob);
  beforeNextRole(async () => {
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
