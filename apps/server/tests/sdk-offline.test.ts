import { createClient, messageAt } from '@confab/client';
import { expect, test } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import { readHistory, registerAll, send, startDirect } from './api.ts';
import { startServer } from './start-server.ts';

test('[D1] what is changed, taken back and reacted to while the connection breaks ends as it was left', async () => {
  await using server = await startServer();
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const fromBob = await send(bob, chat.id, 'hi');
  const sockets: NodeSocket[] = [];
  const Cut = class extends NodeSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  };
  await using client = createClient({
    baseUrl: server.url,
    token: ada.token,
    me: ada.user,
    WebSocket: Cut as unknown as typeof WebSocket,
  });
  client.connect();
  await client.until((state) => state.connection.status === 'live');
  const changed = client.send(chat.id, 'helo');
  const behindIt = client.send(chat.id, 'never to be seen');
  // The frame is in the hands of the kernel, and nobody hears the answer.
  sockets.at(-1)?.terminate();
  await client.until((state) => state.connection.status !== 'live');
  const reacting = client.react(fromBob, '👍', true);
  expect(client.changePending(changed.clientId, 'hello')).toBe('edit-follows');
  expect(client.discard(behindIt.clientId)).toBe('discarded');
  await expect(behindIt.delivered).rejects.toMatchObject({ name: 'AbortError' });
  await changed.delivered;
  await reacting;
  await client.until((state) => state.chats.get(chat.id)?.waitingChanges.length === 0);
  const history = await readHistory(bob, chat.id);
  expect(history.map(({ content }) => content)).toEqual(['hi', 'hello']);
  expect(history[0]?.reactions).toMatchObject([{ emoji: '👍', userIds: [ada.user.id] }]);
  const log = client.getState().chats.get(chat.id)?.log;
  expect(log && messageAt(log, 2)?.content).toBe('hello');
});
