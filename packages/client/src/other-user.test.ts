import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { modelUser } from '../tests/model-chat.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { createClient, memoryOutboxStorage, type OutboxStorage } from './index.ts';

async function connectAs(server: ScriptedServer, userId: string): Promise<void> {
  server.client.connect();
  await turn();
  server.socket.accept();
  server.say({ type: 'welcome', connectionId: 'c', userId, epoch: 'e1', serverTime: '' });
}

test('[A45] a socket of another person is left at once: nothing is said on it, and no other is opened', async () => {
  await using server = new ScriptedServer();
  server.client.send('one', 'mine');
  await connectAs(server, 'ann');
  expect(server.status()).toBe('other-user');
  expect(server.socket.said).toEqual([]);
  expect(server.socket.readyState).toBe(3);
  server.wake();
  await server.clock.advance(120_000);
  expect(server.sockets).toHaveLength(1);
  expect(server.client.getState().chats.size).toBe(0);
});

test('[A45] a request says whose it is, so that the server can refuse it under another person’s cookie', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  await server.client.rest.chats();
  expect(server.headers.at(-1)?.get('confab-user')).toBe('me');
});

test('a token is one person’s for ever, and needs no word on whose it is', async () => {
  await using server = new ScriptedServer({ token: 'secret' });
  await server.client.rest.chats();
  expect(server.headers.at(-1)?.get('confab-user')).toBeNull();
});

test('[A45] a request that is refused as another person’s stops the client: socket, outbox, changes and requests', async () => {
  await using server = new ScriptedServer();
  const message = server.commit('ann');
  await server.goLive();
  server.answers['POST /api/chats'] = 409;
  await expect(server.client.createGroup('ours', [])).rejects.toMatchObject({ code: 'other-user' });
  expect(server.status()).toBe('other-user');
  expect(server.socket.readyState).toBe(3);
  const asked = server.requests.length;
  const { clientId } = server.client.send('one', 'mine');
  void server.client.react(message, '👍', true);
  await expect(server.client.loadOlder('one', 1)).resolves.toBeUndefined();
  await expect(server.client.rest.chats()).rejects.toMatchObject({ code: 'other-user' });
  await server.clock.advance(60_000);
  expect(server.requests).toHaveLength(asked);
  expect(server.said('send')).toEqual([]);
  // It waits for its own person.
  await server.goLive();
  expect(server.said('send')).toMatchObject([{ clientId }]);
});

test('[A45] a reaction under another person’s cookie is kept, not refused for good', async () => {
  await using server = new ScriptedServer();
  const message = server.commit('ann');
  await server.goLive();
  const refused: unknown[] = [];
  server.client.onChangeRefused((refusal) => refused.push(refusal));
  server.answers[`PUT /api/chats/one/messages/${message.id}/reactions/x`] = 409;
  void server.client.react(message, 'x', true);
  await turn();
  await turn();
  expect(server.status()).toBe('other-user');
  expect(refused).toEqual([]);
  expect(server.client.getState().chats.get('one')?.waitingChanges).toHaveLength(1);
});

test('[A47] the person of the outbox is that of the client, before any server said who is logged in', async () => {
  const storage: OutboxStorage = { ...memoryOutboxStorage(), userId: 'me' };
  await using server = new ScriptedServer({ storage, me: undefined });
  await connectAs(server, 'ann');
  expect(server.status()).toBe('other-user');
});

test('[A47] an outbox of somebody else is not taken', () => {
  const storage = { ...memoryOutboxStorage(), userId: 'ann' };
  expect(() =>
    createClient({ baseUrl: 'http://confab.test', me: { ...modelUser('me'), email: null }, storage }),
  ).toThrow(/outbox/);
});

test('an old server that answers as another person is noticed by the account that it names', async () => {
  await using server = new ScriptedServer({ me: undefined });
  server.answers['GET /api/auth/me'] = { user: { ...modelUser('ann'), email: null } };
  await server.goLive();
  await turn();
  await turn();
  expect(server.status()).toBe('other-user');
});
