import type { DraftParts } from '@confab/protocol';
import { expect, test } from 'vitest';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { memoryOutboxStorage, type OutboxEntry, type OutboxStorage } from './index.ts';

/** As a feature would send it, of which there is none yet. */
const parts = { replyTo: 'one.1' } as unknown as DraftParts;
const other = { replyTo: 'one.2' } as unknown as DraftParts;

/** A storage that shows what was saved last. */
function watchedStorage(left: OutboxEntry[] = []): OutboxStorage & { saved: readonly OutboxEntry[] } {
  const storage = memoryOutboxStorage(left);
  const watched = {
    ...storage,
    saved: [] as readonly OutboxEntry[],
    save(entries: readonly OutboxEntry[]) {
      watched.saved = entries;
      return storage.save(entries);
    },
  };
  return watched;
}

const createdAt = '2026-01-01T00:00:00.000Z';

test('a draft is sent with what is beside its text, and again as it was', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const { clientId } = server.client.send('one', { content: '  an answer  ', parts });
  const sent = { type: 'send', chatId: 'one', clientId, content: 'an answer', ...parts };
  expect(server.said('send')).toEqual([sent]);
  expect(server.client.getState().chats.get('one')?.pending).toMatchObject([{ content: 'an answer', parts }]);
  server.socket.end(1006);
  expect(server.client.changePending(clientId, { content: 'another answer', parts: other })).toBe('edit-follows');
  await server.clock.advance(1_000);
  await server.goLiveAgain();
  expect(server.said('send')).toEqual([sent]);
});

test('what never went out can be changed as a whole, by a text alone only in its text', async () => {
  await using server = new ScriptedServer();
  const { clientId } = server.client.send('one', { content: 'first', parts });
  expect(server.client.changePending(clientId, 'second')).toBe('changed');
  await server.goLive();
  expect(server.said('send')).toMatchObject([{ content: 'second', ...parts }]);
  const next = server.client.send('one', 'behind it');
  server.client.changePending(next.clientId, { content: 'behind it', parts: other });
  expect(server.client.getState().chats.get('one')?.pending[1]).toMatchObject({ content: 'behind it', parts: other });
});

test('[D17] a draft survives a restart whole, and a text alone is kept as it always was', async () => {
  const storage = watchedStorage();
  const before = new ScriptedServer({ storage });
  const text = before.client.send('one', 'a text');
  const draft = before.client.send('one', { content: 'with parts', parts });
  await before[Symbol.asyncDispose]();
  expect(storage.saved).toEqual(
    [
      { clientId: text.clientId, chatId: 'one', content: 'a text', createdAt, failed: null },
      { clientId: draft.clientId, chatId: 'one', content: 'with parts', parts, createdAt, failed: null },
    ].map((entry) => ({ ...entry, createdAt: expect.any(String) })),
  );
  await using after = new ScriptedServer({ storage });
  await after.goLive();
  after.acknowledge(after.commit('me', text.clientId));
  expect(after.said('send').map(({ type: _type, ...sent }) => sent)).toEqual([
    { chatId: 'one', clientId: text.clientId, content: 'a text' },
    { chatId: 'one', clientId: draft.clientId, content: 'with parts', ...parts },
  ]);
});

test('what versions before drafts have left is sent as it was', async () => {
  const left = [
    { clientId: 'a', chatId: 'one', content: 'changed', sentAs: 'as it went out', createdAt, failed: null },
    { clientId: 'b', chatId: 'one', content: 'plain', createdAt, failed: null },
  ];
  await using server = new ScriptedServer({ storage: watchedStorage(left) });
  await server.goLive();
  server.acknowledge(server.commit('me', 'a'));
  expect(server.said('send').map(({ clientId, content }) => [clientId, content])).toEqual([
    ['a', 'as it went out'],
    ['b', 'plain'],
  ]);
});
