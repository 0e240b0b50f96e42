import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { memoryOutboxStorage } from './index.ts';

const uploads = [{ key: 'k1', name: 'boots.jpg', size: 3, type: 'image/jpeg' }];

function sent(server: ScriptedServer): unknown[] {
  return server.said('send').map(({ content, files }) => [content, files ?? []]);
}

test('[D17] a message waits for its files, and in its chat all that was sent after it', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const { client } = server;
  const sending = client.send('one', { content: '', uploads });
  client.send('one', 'after it');
  client.send('two', 'elsewhere');
  expect(sent(server)).toEqual([['elsewhere', []]]);
  expect(client.getState().unsent[0]).toMatchObject({ clientId: sending.clientId, status: 'waiting', uploads });
  client.filesReady(sending.clientId, [{ id: 'f1' }]);
  expect(sent(server).slice(1)).toEqual([['', [{ id: 'f1' }]]]);
  server.acknowledge(server.commit('me', sending.clientId));
  expect(sent(server).slice(2)).toEqual([['after it', []]]);
});

test('what can’t be uploaded is a failed message, and waits again when it is tried again', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const { client } = server;
  const { clientId, delivered } = client.send('one', { content: 'look', uploads });
  client.send('one', 'after it');
  client.filesFailed(clientId, { code: 'too-large', detail: 'It is too large.' });
  await expect(delivered).rejects.toMatchObject({ code: 'too-large' });
  expect(client.getState().unsent[0]).toMatchObject({ clientId, status: 'failed' });
  expect(sent(server)).toEqual([['after it', []]]);
  client.retry(clientId);
  client.filesReady(clientId, [{ id: 'gone' }]);
  server.acknowledge(server.commit('me', server.said('send')[0]?.clientId));
  server.say({ type: 'error', code: 'invalid-request', detail: 'a file is not there', chatId: 'one', clientId });
  client.retry(clientId);
  expect(sent(server)).toHaveLength(2);
  client.filesReady(clientId, [{ id: 'f2' }]);
  expect(sent(server).at(-1)).toEqual(['look', [{ id: 'f2' }]]);
});

test('[D17] what waited for its files when the client was gone waits in the next one', async () => {
  const storage = memoryOutboxStorage();
  await using before = new ScriptedServer({ storage });
  await before.goLive();
  const { clientId } = before.client.send('one', { content: 'look', uploads });
  await before.client.close();
  await using server = new ScriptedServer({ storage });
  server.client.connect();
  await turn();
  // Shown ahead of the connection, after the outbox was read.
  server.client.showAhead({ epoch: server.epoch, chat: server.describe() });
  expect(server.client.getState().chats.get('one')?.pending).toMatchObject([{ clientId }]);
  await server.welcome();
  server.say({ type: 'ready' });
  expect(server.client.getState().unsent).toMatchObject([{ clientId, status: 'waiting', sentAs: null, uploads }]);
  expect(sent(server)).toEqual([]);
  server.client.filesReady(clientId, [{ id: 'f1' }]);
  expect(sent(server)).toEqual([['look', [{ id: 'f1' }]]]);
  expect(server.client.discard(clientId)).toBe('withdrawn');
  expect(server.client.getState().unsent).toEqual([]);
});
