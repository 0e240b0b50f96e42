import { createClient } from '@confab/client';
import type { Chat } from '@confab/protocol';
import { expect, test } from 'vitest';
import { defaultConnectionLimits } from '../src/realtime/connection.ts';
import { readHistory, registerAll } from './api.ts';
import { startServer } from './start-server.ts';

const manySends = 1_500;

test('[D4] [D17] 1,500 sends at once, limits on, arrive once and in order, and every promise resolves', async () => {
  await using server = await startServer(
    { RATE_LIMITS: 'on' },
    {
      connectionLimits: {
        ...defaultConnectionLimits,
        // Ten times as fast as usual, so that the test is; and a person's other devices use up some of it.
        commands: { perSecond: 400, burst: 200 },
        commandsPerUser: { perSecond: 350, burst: 100 },
      },
    },
  );
  const { ada } = await registerAll(server.url, 'ada');
  const chats: Chat[] = [];
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    const created = await ada.api.call<Chat>('POST', '/api/chats', { kind: 'group', name, memberIds: [] });
    expect(created.status).toBe(201);
    chats.push(created.body);
  }
  await using client = createClient({ baseUrl: server.url, token: ada.token, me: ada.user });
  const left: string[] = [];
  client.subscribe(() => {
    const { status } = client.getState().connection;
    if (status !== 'live' && left.at(-1) !== status) left.push(status);
  });
  client.connect();
  await client.until((state) => state.connection.status === 'live');
  left.length = 0;
  const sendings = Array.from({ length: manySends }, (_, index) =>
    client.send(chats[index % chats.length]?.id ?? '', `message ${index}`),
  );
  const acknowledged = await Promise.all(sendings.map(({ delivered }) => delivered));
  expect(left).toEqual([]);
  for (const [at, chat] of chats.entries()) {
    const texts = (await readHistory(ada, chat.id)).filter(({ kind }) => kind === 'text');
    const written = sendings.filter((_, index) => index % chats.length === at);
    expect(texts.map(({ clientId }) => clientId)).toEqual(written.map(({ clientId }) => clientId));
    expect(texts.map(({ id }) => id)).toEqual(
      acknowledged.filter((_, index) => index % chats.length === at).map(({ id }) => id),
    );
  }
});
