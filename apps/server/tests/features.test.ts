import { idSchema } from '@confab/protocol';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createMemoryBus } from '../src/bus/memory-bus.ts';
import { busId, defineBusEvent } from '../src/bus/bus-event.ts';
import { chatJoined } from '../src/chats/index.ts';
import type { Feature } from '../src/feature.ts';
import { type House, listFeatures } from '../src/features.ts';
import { ApiError } from '../src/http/index.ts';
import type { Connection } from '../src/realtime/connection.ts';
import { textFrame } from '../src/realtime/frame.ts';
import { defineChatCommand, defineCommand } from '../src/sockets/index.ts';
import { registerAll, startGroup } from './api.ts';
import { connect, connectLive, joinChat, type TestSocket } from './sockets.ts';
import { startServer } from './start-server.ts';

const waved = defineBusEvent('waved', { userId: busId });
const counted = defineBusEvent('waves-counted', { nodes: busId });

/** A feature as one may come to be: people wave at those who have the chat on a connection. */
function waving(house: House, told: string[]): Feature {
  const { access, bus, hub } = house;
  const show = (connections: Iterable<Connection>, frame: object): void => {
    for (const connection of connections) connection.enqueue(textFrame(JSON.stringify(frame)));
  };
  const wave = async ({ userId }: Connection, chatId: string): Promise<void> => {
    await access.requireMember(chatId, userId);
    if (told.includes('tired')) throw new ApiError('rate-limited', 'You waved enough.');
    bus.publish(`chat:${chatId}`, waved.of({ userId }));
    bus.publish(`user:${userId}`, waved.of({ userId }));
    bus.publish('nodes', counted.of({ nodes: 'all' }));
  };
  return {
    name: 'waving',
    offers: ['waving'],
    commands: [
      defineCommand({
        schema: z.strictObject({ type: z.literal('wave'), chatId: idSchema }),
        cost: () => 2,
        handle: (connection, { chatId }) => wave(connection, chatId),
      }),
    ],
    chatCommands: [
      defineChatCommand({
        schema: z.strictObject({ type: z.literal('wave') }),
        handle: (from, _wave, chatId) => wave(from, chatId),
      }),
    ],
    hears: {
      nodes: [counted.on(() => told.push('counted'))],
      chat: [waved.on((event, chatId) => show(hub.connections, { type: 'waved', chatId, ...event }))],
      user: [waved.on((_event, userId) => show(hub.connectionsOf(userId), { type: 'you-waved' }))],
    },
    reactions: {
      connected: () => void told.push('connected'),
      joined: () => void told.push('joined'),
      resumed: ({ connection, positions, sameEpoch }) =>
        show([connection], { type: 'waves', chats: [...positions.keys()], sameEpoch }),
      left: () => void told.push('left'),
      closed: () => void told.push('closed'),
    },
    rounds: [{ everyMs: 20, run: () => void told.push('round') }],
    close: () => void told.push('end'),
  };
}

/** Frames of a feature that the wire of today does not have. */
function framesOf(socket: TestSocket<{ type: string }>, type: string): unknown[] {
  return socket.events.filter((event) => event.type === type);
}

test('[D25] a feature brings its commands, events and reactions along, and nothing else has to know it', async () => {
  const told: string[] = [];
  {
    await using server = await startServer({}, { features: (house) => [...listFeatures(house), waving(house, told)] });
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    await using adas = await connect(server.url, ada);
    expect(adas.ofType('welcome')[0]?.features).toContain('waving');
    adas.send({ type: 'resume', epoch: adas.ofType('welcome')[0]?.epoch, cursors: { [group.id]: 0 } });
    await adas.next('ready');
    // What it has to say of a resume comes before `ready`.
    const types: string[] = adas.events.map(({ type }) => type);
    expect(types.indexOf('waves')).toBeLessThan(types.indexOf('ready'));
    expect(framesOf(adas, 'waves')).toEqual([{ type: 'waves', chats: [group.id], sameEpoch: true }]);

    await using bobs = await joinChat(server.url, group.id, bob);
    adas.send({ type: 'wave', chatId: group.id });
    bobs.send({ type: 'wave' });
    const both = [ada, bob].map(({ user }) => ({ type: 'waved', chatId: group.id, userId: user.id }));
    for (const socket of [adas, bobs]) {
      await socket.until(() => framesOf(socket, 'waved').length === 2, 'two waves');
      expect(framesOf(socket, 'waved')).toEqual(expect.arrayContaining(both));
    }
    expect(framesOf(adas, 'you-waved')).toHaveLength(1);
    await using eves = await connectLive(server.url, eve);
    eves.send({ type: 'wave', chatId: group.id });
    expect(await eves.next('error')).toMatchObject({ code: 'not-found', chatId: group.id });
    told.push('tired');
    adas.send({ type: 'wave', chatId: group.id });
    expect(await adas.next('error')).toMatchObject({
      code: 'rate-limited',
      detail: 'You waved enough.',
      chatId: group.id,
    });
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    await bobs.closed();
  }
  for (const happened of ['counted', 'connected', 'joined', 'left', 'closed', 'round'])
    expect(told).toContain(happened);
  expect(told.filter((what) => what === 'connected')).toHaveLength(3);
  expect(told.filter((what) => what === 'closed')).toHaveLength(3);
  expect(told.at(-1)).toBe('end');
});

test('[D16] a chat that somebody is told of while they resume, as one that they were added to, is told once', async () => {
  let groupId = '';
  /** Whoever resumes hears of the chat in the turns right after. */
  const hurrying = ({ bus }: House): Feature => ({
    name: 'hurrying',
    reactions: {
      said({ userId }, type) {
        const tell = (turns: number): void => {
          if (groupId !== '') bus.publish(`user:${userId}`, chatJoined.of({ chatId: groupId, userId }));
          if (turns > 0) setImmediate(tell, turns - 1);
        };
        if (type === 'resume') tell(5);
      },
    },
  });
  await using server = await startServer({}, { features: (house) => [...listFeatures(house), hurrying(house)] });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  ({ id: groupId } = await startGroup(ada, [bob]));
  await using bobs = await connectLive(server.url, bob);
  expect(bobs.ofType('chats').flatMap(({ chats }) => chats.map(({ id }) => id))).toEqual([groupId]);
});

test('[A26] [D25] a feature that fails keeps nothing from the others', async () => {
  const fail = (): never => {
    throw new Error('a bad day');
  };
  const failing: Feature = {
    name: 'failing',
    commands: [{ type: 'fail', read: fail }],
    hears: { chat: [defineBusEvent('typing', {}).on(fail)] },
    reactions: { connected: fail, left: fail, closed: fail },
  };
  const errors: unknown[] = [];
  await using server = await startServer(
    {},
    { bus: createMemoryBus((error) => errors.push(error)), features: (house) => [failing, ...listFeatures(house)] },
  );
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  await using adas = await joinChat(server.url, group.id, ada);
  {
    await using bobs = await joinChat(server.url, group.id, bob);
    await adas.next('active-users', ({ count }) => count === 2);
    bobs.send({ type: 'typing' });
    await adas.next('typing');
    await using broken = await connectLive(server.url, bob);
    broken.send({ type: 'fail' });
    expect((await broken.closed()).code).toBe(1011);
  }
  await adas.until(() => adas.ofType('active-users').at(-1)?.count === 1, 'bob is gone');
  expect(errors).toMatchObject([{ errors: [new Error('a bad day')] }]);
  expect(server.log.join('')).toContain('a bad day');
});

test('[D25] what nodes of another version say on the bus changes nothing here', async () => {
  const bus = createMemoryBus();
  await using server = await startServer({}, { bus });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  await using adas = await connectLive(server.url, ada);
  adas.send({ type: 'open', chatId: group.id });
  await adas.next('active-users');
  const before = adas.events.length;
  for (const topic of [`chat:${group.id}`, `user:${ada.user.id}`, 'nodes'] as const) {
    for (const event of [
      { type: 'from-tomorrow', deep: { er: [1] } },
      { type: 'typing' },
      { type: 'read', chatId: 5 },
    ]) {
      bus.publish(topic, event);
    }
  }
  bus.publish(`chat:${group.id}`, { type: 'typing', chatId: group.id, userId: bob.user.id, device: 'a phone' });
  expect(await adas.next('typing')).toEqual({ type: 'typing', chatId: group.id, userId: bob.user.id });
  expect(adas.events).toHaveLength(before + 1);
  await vi.waitFor(() => expect(server.log).toEqual([]), 15_000);
});
