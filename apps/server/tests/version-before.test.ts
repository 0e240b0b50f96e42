import { readFileSync } from 'node:fs';
import { messageAt, type ConfabClient } from '@confab/client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Bus, Topic } from '../src/bus/bus.ts';
import { createMemoryBus } from '../src/bus/memory-bus.ts';
import { decodeMessage, encodeEvent } from '../src/bus/redis-event-codec.ts';
import type { Feature } from '../src/feature.ts';
import { type House, listFeatures } from '../src/features.ts';
import { textFrame } from '../src/realtime/frame.ts';
import { readHistory, register, registerAll, send, startDirect } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';
import { decodeMessage as decodeAsBefore } from './version-before/bus-codec.js';
import { createClient as createClientOfBefore } from './version-before/client.js';

// What stands in version-before/ was made by tools/freeze-version.mjs.

const patience = { timeoutMs: 20_000 };

const linesBefore = z
  .object({
    chatId: z.string(),
    ada: z.string(),
    bob: z.string(),
    lines: z.array(z.object({ topic: z.string(), line: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('version-before/bus-lines.json', import.meta.url), 'utf8')));

/** Says on every connection what no client of before has heard of. */
function tomorrow({ hub }: House): Feature {
  const frame = textFrame(JSON.stringify({ type: 'from-tomorrow', of: [{ every: 'kind' }] }));
  return {
    name: 'tomorrow',
    offers: ['tomorrow'],
    reactions: { resumed: ({ connection }) => connection.enqueue(frame) },
    rounds: [{ everyMs: 50, run: () => hub.connections.forEach((connection) => connection.enqueue(frame)) }],
  };
}

function textsOf(client: ConfabClient, chatId: string): (string | undefined)[] {
  const { log, lastSeq = 0 } = client.getState().chats.get(chatId) ?? {};
  return Array.from({ length: lastSeq }, (_, index) => log && messageAt(log, index + 1)?.content);
}

test('[A37] [D25] a client of the version before talks with a server of this one', async () => {
  await using server = await startServer({}, { features: (house) => [...listFeatures(house), tomorrow(house)] });
  const bob = await register(server.url, 'bob');
  const newcomer = createClientOfBefore({ baseUrl: server.url });
  const account = { username: `old.${bob.user.username}`, displayName: 'Ada', password: 'a password of before' };
  const { token, user } = await newcomer.rest.register(account);
  await newcomer.close();

  const connect = (): ConfabClient => {
    const client = createClientOfBefore({ baseUrl: server.url, token });
    client.connect();
    return client;
  };
  await using first = connect();
  await first.until(({ connection }) => connection.status === 'live', patience);
  const chat = await first.createDirectChat(bob.user.id);
  await using bobs = await connectLive(server.url, bob);
  await first.until(({ chats }) => chats.has(chat.id), patience);
  first.openChat(chat.id);
  await first.loadNewest(chat.id);
  await first.send(chat.id, 'one').delivered;
  const message = (await bobs.next('message')).message;
  expect(message).toMatchObject({ content: 'one', senderId: user.id });
  await bob.api.must('PUT', `/api/chats/${chat.id}/messages/${message.id}/reactions/👍`);
  bobs.send({ type: 'open', chatId: chat.id });
  bobs.send({ type: 'typing', chatId: chat.id });
  await first.until(({ chats }) => chats.get(chat.id)?.typing.length === 1, patience);
  await first.until(({ chats }) => chats.get(chat.id)?.active?.count === 2, patience);
  await send(bob, chat.id, 'two');
  await first.until(({ chats }) => chats.get(chat.id)?.unread === 1, patience);
  first.markRead(chat.id, 2);
  await bobs.next('read', ({ userId }) => userId === user.id);
  expect(first.getState().connection.status).toBe('live');
  await first.close();

  await send(bob, chat.id, 'three');
  await using second = connect();
  await second.until(({ chats }) => chats.get(chat.id)?.lastSeq === 3, patience);
  await second.loadNewest(chat.id);
  expect(textsOf(second, chat.id)).toEqual((await readHistory(bob, chat.id)).map(({ content }) => content));
  expect(second.getState().chats.get(chat.id)).toMatchObject({ unread: 1, rev: 4 });
});

/** The bus of one process, on which lines of other nodes are heard, and which keeps what would have gone to them. */
function lineBus(): { bus: Bus; said: string[]; hear: (topic: Topic, line: string) => void } {
  const inner = createMemoryBus();
  const said: string[] = [];
  const bus: Bus = {
    ...inner,
    publish(topic, event) {
      said.push(encodeEvent('newNode', event));
      inner.publish(topic, event);
    },
  };
  return {
    bus,
    said,
    hear(topic, line) {
      const { event = null } = decodeMessage(line) ?? {};
      if (!event) throw new Error(`This version can't read ${line}`);
      inner.publish(topic, event);
    },
  };
}

test('[A37] [D25] a node takes in all that nodes of the version before say on the bus', async () => {
  const { bus, hear } = lineBus();
  await using server = await startServer({}, { bus });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  await using adas = await connectLive(server.url, ada);
  adas.send({ type: 'open', chatId: chat.id });
  adas.send({ type: 'watch-presence', userIds: [bob.user.id] });
  await adas.next('presence');
  await adas.next('active-users');
  const told = adas.events.length;
  const say = ({ topic, line }: { topic: string; line: string }): void => {
    const [here = '', said = ''] = [topic, line].map((text) =>
      text
        .replaceAll(linesBefore.chatId, chat.id)
        .replaceAll(linesBefore.ada, ada.user.id)
        .replaceAll(linesBefore.bob, bob.user.id),
    );
    hear(here as Topic, said);
  };
  const isLogOut = ({ line }: { line: string }): boolean => line.includes('sessions-ended');
  linesBefore.lines.filter((said) => !isLogOut(said)).forEach(say);
  await adas.until(() => adas.events.slice(told).some(({ type }) => type === 'presence'), 'that bob left');
  const heard = adas.events.slice(told);
  expect(heard.find(({ type }) => type === 'message')).toMatchObject({ message: { chatId: chat.id, rev: 1 } });
  expect(heard).toContainEqual({ type: 'typing', chatId: chat.id, userId: bob.user.id });
  expect(heard).toContainEqual({ type: 'read', chatId: chat.id, userId: bob.user.id, readSeq: 1 });
  const own = { chatId: chat.id, userId: ada.user.id, readSeq: 1, unread: 0, atRev: 1 };
  expect(heard).toContainEqual({ type: 'read', ...own });
  const seenAt = new Date(1_764_129_600_000).toISOString();
  const users = [{ userId: bob.user.id, online: false, lastSeenAt: seenAt }];
  expect(heard).toContainEqual({ type: 'presence', users });
  linesBefore.lines.filter(isLogOut).forEach(say);
  expect((await adas.closed()).code).toBe(4001);
  expect(server.log).toEqual([]);
});

/** Which the version before passes over. */
const newEvents = new Set(['profile-changed']);

test('[A37] [D25] a node of the version before takes in what this one says on the bus, but what it does not know', async () => {
  const { bus, said } = lineBus();
  const offers = (house: House): Feature[] => [...listFeatures(house), tomorrow(house)];
  await using server = await startServer({}, { bus, features: offers });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  {
    await using adas = await connectLive(server.url, ada);
    adas.send({ type: 'open', chatId: chat.id });
    adas.send({ type: 'typing', chatId: chat.id });
    await send(bob, chat.id, 'hi');
    adas.send({ type: 'read', chatId: chat.id, seq: 1 });
    await adas.next('read', ({ readSeq }) => readSeq === 1);
    await ada.api.must('PATCH', '/api/auth/me', { displayName: 'Ada L.' });
  }
  await ada.api.must('POST', '/api/auth/logout');
  await expect.poll(() => said.some((line) => line.includes('"online":false')), { timeout: 20_000 }).toBe(true);
  const types = new Set<string>();
  for (const line of said) {
    const read = decodeAsBefore(line);
    if (!read && newEvents.has(decodeMessage(line)?.event?.type ?? '')) continue;
    // What it does not know of an event is passed over.
    expect({ line, read: decodeMessage(line) }).toMatchObject({ line, read: read ?? null });
    types.add(read?.event?.type ?? '');
  }
  const known = linesBefore.lines.map(({ line }) => decodeAsBefore(line)?.event?.type ?? '');
  expect(types).toEqual(new Set(known.filter((type) => type !== 'members-changed')));
  expect(decodeAsBefore(encodeEvent('newNode', { type: 'from-tomorrow', deep: { er: 1 } }))).toBeNull();
});
