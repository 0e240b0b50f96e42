import { closeCodes } from '@confab/protocol';
import { expect, it } from 'vitest';
import { Stage } from './stage.ts';

const health = { pingAfterMs: 10_000, deadAfterMs: 25_000 };

it('[D9] writes once what a turn gathered, from whichever chats', async () => {
  const stage = new Stage();
  const [one, other] = [stage.channel(), stage.channel()];
  const { connection, transport } = stage.connect();
  one.attach(connection, 0);
  other.attach(connection, 0);
  const event = stage.log.append();
  connection.send({ type: 'pong' });
  one.accept(event);
  other.accept(event);
  expect(transport.writes).toHaveLength(0);
  await stage.endTurn();
  expect(transport.writes).toHaveLength(1);
  expect(transport.frames.map(({ type }) => type)).toEqual(['pong', 'message', 'message']);
});

it('[D11] keeps only its place once it is lagging, and catches up from recent changes', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect('user-1', { softQueuedBytes: 300 });
  channel.attach(connection, 0);
  transport.isStuck = true;
  for (let turn = 0; turn < 50; turn += 1) {
    channel.accept(stage.log.append());
    await stage.endTurn();
  }
  expect(connection.isLagging).toBe(true);
  expect(transport.isPaused).toBe(true);
  expect(transport.queuedBytes).toBeLessThan(1_000);
  transport.drain();
  connection.drained();
  await stage.endTurn();
  expect(transport.revs).toEqual(stage.log.messages.map(({ rev }) => rev));
  expect(stage.log.reads).toBe(0);
  expect(transport.isPaused).toBe(false);
});

it('[D11] catches up from the log in pages where the recent changes do not reach back', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect('user-1', { softQueuedBytes: 300 });
  channel.attach(connection, 0);
  transport.isStuck = true;
  for (let turn = 0; turn < 450; turn += 1) channel.accept(stage.log.append());
  await stage.endTurn();
  for (let turn = 0; turn < 450; turn += 1) {
    channel.accept(stage.log.append());
    await stage.endTurn();
  }
  for (let round = 0; round < 20; round += 1) {
    transport.drain();
    connection.drained();
    await stage.endTurn();
  }
  expect(transport.revs).toEqual(stage.log.messages.map(({ rev }) => rev));
  expect(stage.log.reads).toBeGreaterThan(1);
  expect(connection.isLagging).toBe(false);
});

it('[D23] drops for a lagging connection what a newer event replaces', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect('user-1', { softQueuedBytes: 10 });
  channel.attach(connection, 0);
  transport.isStuck = true;
  channel.accept(stage.log.append());
  await stage.endTurn();
  connection.sendEphemeral(Buffer.from('typing'));
  await stage.endTurn();
  expect(transport.writes).toHaveLength(1);
});

it('[D12] closes with 4008 past the hard limit', async () => {
  const stage = new Stage();
  const { connection, transport } = stage.connect('user-1', { softQueuedBytes: 1_000, hardQueuedBytes: 5_000 });
  transport.isStuck = true;
  connection.enqueue(Buffer.alloc(6_000));
  await stage.endTurn();
  expect(transport.closed).toEqual([closeCodes.slow.code]);
  expect(transport.isTerminated).toBe(true);
  expect(connection.isClosed).toBe(true);
});

it('[D12] closes with 4008 what has sent nothing for 15 s, and not what gets on slowly', async () => {
  const stage = new Stage();
  const [stuck, slow] = [stage.connect(), stage.connect()];
  for (const { connection, transport } of [stuck, slow]) {
    transport.isStuck = true;
    connection.enqueue(Buffer.alloc(100));
  }
  await stage.endTurn();
  for (let now = 0; now <= 20_000; now += 5_000) {
    slow.transport.sentBytes += 1;
    for (const { connection } of [stuck, slow]) {
      connection.heard(now);
      connection.checkHealth(now, health);
    }
  }
  expect(stuck.transport.closed).toEqual([4008]);
  expect(slow.transport.closed).toEqual([]);
});

it('[D14] pings after 10 s of silence and cuts off after 25 s', () => {
  const stage = new Stage();
  const { connection, transport } = stage.connect();
  connection.checkHealth(5_000, health);
  expect(transport.pings).toBe(0);
  connection.checkHealth(10_000, health);
  connection.checkHealth(15_000, health);
  expect(transport.pings).toBe(1);
  connection.checkHealth(25_000, health);
  expect(transport.isTerminated).toBe(true);
});

it('[D14] takes any sign of life for one', () => {
  const stage = new Stage();
  const { connection, transport } = stage.connect();
  for (let now = 0; now <= 100_000; now += 5_000) {
    connection.checkHealth(now, health);
    if (now % 20_000 === 0) connection.heard(now);
  }
  expect(transport.isTerminated).toBe(false);
});

it('[D11] sends large parts one at a time, so that many chats together stay below the hard limit', async () => {
  const stage = new Stage();
  const channels = Array.from({ length: 40 }, () => stage.channel());
  for (let count = 0; count < 500; count += 1) stage.log.append();
  for (const channel of channels) channel.hearOf(500);
  await stage.endTurn();
  const { connection, transport } = stage.connect('user-1', { softQueuedBytes: 10_000, hardQueuedBytes: 100_000 });
  transport.isStuck = true;
  for (const channel of channels) channel.attach(connection, 0);
  for (let round = 0; round < 400 && transport.closed.length === 0; round += 1) {
    await stage.endTurn();
    transport.drain();
    transport.isStuck = true;
    connection.drained();
  }
  expect(transport.closed).toEqual([]);
  expect(transport.revs).toHaveLength(40 * 500);
});

it('[D9] catches up with little of many chats in one write', async () => {
  const stage = new Stage();
  const channels = Array.from({ length: 20 }, () => stage.channel());
  for (let count = 0; count < 5; count += 1) stage.log.append();
  for (const channel of channels) channel.hearOf(5);
  await stage.endTurn();
  const { connection, transport } = stage.connect();
  for (const channel of channels) channel.attach(connection, 0);
  await stage.endTurn();
  expect(transport.writes).toHaveLength(1);
  expect(transport.revs).toHaveLength(20 * 5);
});

it('stops reading from a client with too many commands under way, and goes on when there are fewer', async () => {
  const stage = new Stage();
  const { connection, transport } = stage.connect('user-1', { maxInFlight: 2 });
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const runs = gates.map(({ promise }) => connection.run(() => promise));
  expect(transport.isPaused).toBe(true);
  gates[0]?.resolve();
  await runs[0];
  expect(transport.isPaused).toBe(false);
  gates[1]?.resolve();
  await runs[1];
});

it('[D18] leaves only when every command under way was answered', async () => {
  const stage = new Stage();
  const { connection, transport } = stage.connect();
  const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const commands = answers.map(({ promise }) =>
    connection.run(async () => {
      await promise;
      connection.send({ type: 'pong' });
    }),
  );
  connection.leave('draining');
  expect(transport.isPaused).toBe(true);
  answers[0]?.resolve();
  await commands[0];
  expect(transport.closed).toEqual([]);
  answers[1]?.resolve();
  await commands[1];
  expect(transport.closed).toEqual([closeCodes.draining.code]);
  expect(transport.frames.map(({ type }) => type)).toEqual(['pong', 'pong']);
});
