import { expect, it } from 'vitest';
import type { BusEvent } from '../bus/bus.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import type { ChatLog } from '../storage/chat-log.ts';
import { Hub } from './hub.ts';
import { StageClock } from './stage-clock.ts';
import { chatId, Stage } from './stage.ts';

function hubOn(stage: Stage): { hub: Hub; clock: StageClock; tell: (event: BusEvent) => void } {
  const bus = createMemoryBus();
  const clock = new StageClock();
  const { log, tick, errors } = stage;
  const onError = (error: unknown): void => void errors.push(error);
  const hub = new Hub({ log: log as unknown as ChatLog, bus, tick, clock, onError });
  return { hub, clock, tell: (event) => bus.publish(`chat:${chatId}`, event) };
}

it('[D8] finds the last message before a silence, which no bus told of', async () => {
  const stage = new Stage();
  const { hub, clock } = hubOn(stage);
  const channel = (await hub.open([chatId])).get(chatId);
  const { connection, transport } = stage.connect();
  channel?.attach(connection, 0);
  stage.log.append();
  stage.log.append();
  const comparing = hub.compareWithLog();
  await clock.pass(1_000);
  await comparing;
  await stage.endTurn();
  expect(transport.revs).toEqual([1, 2]);
});

it('[D8] reads nothing from the log that the bus tells of a moment after the commit', async () => {
  const stage = new Stage();
  const { hub, clock, tell } = hubOn(stage);
  const channel = (await hub.open([chatId])).get(chatId);
  const { connection, transport } = stage.connect();
  channel?.attach(connection, 0);
  const underWay = stage.log.append();
  const comparing = hub.compareWithLog();
  await clock.pass(1);
  tell(underWay);
  await clock.pass(1_000);
  await comparing;
  await stage.endTurn();
  expect(transport.revs).toEqual([1]);
  expect(stage.log.reads).toBe(0);
});

it('[D16] misses nothing that happens while a channel is being opened', async () => {
  const stage = new Stage();
  const { hub, tell } = hubOn(stage);
  stage.log.append();
  const opening = hub.open([chatId]);
  tell(stage.log.append());
  const channel = (await opening).get(chatId);
  tell(stage.log.append());
  const { connection, transport } = stage.connect();
  channel?.attach(connection, 0);
  await stage.endTurn();
  expect(transport.revs).toEqual([1, 2, 3]);
});

it('opens a channel once, however many ask at once', async () => {
  const stage = new Stage();
  const { hub } = hubOn(stage);
  const opened = await Promise.all([hub.open([chatId]), hub.open([chatId]), hub.open([chatId])]);
  expect(new Set(opened.map((channels) => channels.get(chatId))).size).toBe(1);
});

it('lets go of a channel that nobody follows, and of none that somebody does', async () => {
  const stage = new Stage();
  const { hub } = hubOn(stage);
  const channel = (await hub.open([chatId])).get(chatId);
  const { connection } = stage.connect();
  channel?.attach(connection, 0);
  for (let round = 0; round < 20; round += 1) hub.sweep(0);
  expect(hub.channel(chatId)).toBe(channel);
  channel?.detach(connection);
  for (let round = 0; round < 20; round += 1) hub.sweep(0);
  expect(hub.channelCount).toBe(0);
});

it('[D18] tells those who are to leave when to come back, and lets each go at its time', async () => {
  const stage = new Stage();
  const clock = new StageClock();
  const { hub } = hubOn(stage);
  const people = Array.from({ length: 10 }, (_, index) => stage.connect(`user-${index}`));
  for (const { connection } of people) await hub.add(connection);
  hub.drain(10_000, clock);
  await stage.endTurn();
  const times = people.map(({ transport }) => transport.frames.find(({ type }) => type === 'draining'));
  expect(times.map((frame) => frame && 'reconnectInMs' in frame && frame.reconnectInMs)).toEqual(
    Array.from({ length: 10 }, (_, index) => index * 1_000),
  );
  await clock.pass(4_500);
  const closed = people.map(({ transport }) => transport.closed);
  expect(closed).toEqual([...Array.from({ length: 5 }, () => [4012]), ...Array.from({ length: 5 }, () => [])]);
  await clock.pass(4_500);
  for (const { transport } of people) expect(transport.closed).toEqual([4012]);
});

it('[D18] sends away who comes while it drains', async () => {
  const stage = new Stage();
  const { hub } = hubOn(stage);
  hub.drain(0, new StageClock());
  const { connection, transport } = stage.connect();
  await hub.add(connection);
  expect(transport.closed).toEqual([4012]);
});

it('[D19] closes the sockets of sessions that ended, and no others', async () => {
  const stage = new Stage();
  const { hub } = hubOn(stage);
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  for (const { connection } of [ada, bob]) await hub.add(connection);
  hub.closeSessions('ada', ['another'], 'sessionEnded');
  expect(ada.transport.closed).toEqual([]);
  hub.closeSessions('ada', ['s'], 'sessionEnded');
  expect(ada.transport.closed).toEqual([4001]);
  expect(bob.transport.closed).toEqual([]);
});
