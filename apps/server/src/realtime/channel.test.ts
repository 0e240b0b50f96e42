import type { Message } from '@confab/protocol';
import { expect, it } from 'vitest';
import { ChangePage } from './change-page.ts';
import { chatId, memberMessage, Stage, StageTransport, textMessage } from './stage.ts';

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

it('[D7] delivers changes in the order of rev, and drops doubles and old ones', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect();
  channel.attach(connection, 0);
  const [first, second, third] = [stage.log.append(), stage.log.append(), stage.log.append()];
  for (const event of [first, first, second, first, third, second, third]) channel.accept(event);
  await stage.endTurn();
  expect(transport.revs).toEqual([1, 2, 3]);
  expect(stage.log.reads).toBe(0);
});

it('[D7] heals a gap with one read, however many follow and however much is heard meanwhile', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const members = upTo(5).map((index) => stage.connect(`user-${index}`));
  for (const { connection } of members) channel.attach(connection, 0);
  const gate = Promise.withResolvers<void>();
  stage.log.gate = gate.promise;
  const events = upTo(6).map(() => stage.log.append());
  for (const event of [events[2], events[5], events[4]]) if (event) channel.accept(event);
  gate.resolve();
  await stage.endTurn();
  expect(stage.log.reads).toBe(1);
  for (const { transport } of members) expect(transport.revs).toEqual(upTo(6));
});

it('[D15] knows how far its chat is while it still heals a gap', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const gate = Promise.withResolvers<void>();
  stage.log.gate = gate.promise;
  stage.log.append();
  channel.accept(stage.log.append());
  channel.accept(stage.log.append());
  expect([channel.rev, channel.heardRev]).toEqual([0, 3]);
  gate.resolve();
  await stage.endTurn();
  expect([channel.rev, channel.heardRev]).toEqual([3, 3]);
});

it('[A33] believes no word of more than there is', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect();
  channel.attach(connection, 0);
  channel.accept(stage.log.append());
  channel.hearOf(Number.MAX_SAFE_INTEGER);
  await stage.endTurn();
  expect([channel.rev, channel.heardRev]).toEqual([1, 1]);
  channel.accept(stage.log.append());
  await stage.endTurn();
  expect(transport.revs).toEqual([1, 2]);
});

it('[D7] goes on live after one read, in a chat that never pauses', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect();
  channel.attach(connection, 0);
  stage.log.append();
  const gate = Promise.withResolvers<void>();
  stage.log.gate = gate.promise;
  channel.accept(stage.log.append());
  const [later, last] = [stage.log.append(), stage.log.append()];
  for (const event of [last, later]) channel.accept(event);
  gate.resolve();
  await stage.endTurn();
  expect(stage.log.reads).toBe(1);
  expect(transport.revs).toEqual(upTo(4));
});

it('[D7] delivers what comes while it finds that nothing is missing', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect();
  channel.attach(connection, 0);
  const gate = Promise.withResolvers<void>();
  stage.log.gate = gate.promise;
  const healing = channel.heal();
  channel.accept(stage.log.append());
  gate.resolve();
  await healing;
  await stage.endTurn();
  expect(transport.revs).toEqual([1]);
});

it('[D7] delivers a reordered change in its place', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect();
  channel.attach(connection, 0);
  const [first, second] = [stage.log.append(), stage.log.append()];
  channel.accept(second);
  channel.accept(first);
  await stage.endTurn();
  expect(transport.revs).toEqual([1, 2]);
});

it('[D7] misses no change that comes in the very step in which healing ends', async () => {
  for (let microtasks = 0; microtasks < 12; microtasks += 1) {
    const stage = new Stage();
    const channel = stage.channel();
    const { connection, transport } = stage.connect();
    channel.attach(connection, 0);
    stage.log.append();
    const gate = Promise.withResolvers<void>();
    stage.log.gate = gate.promise;
    channel.accept(stage.log.append());
    const last = stage.log.append.bind(stage.log, textMessage(3));
    gate.resolve();
    for (let count = 0; count < microtasks; count += 1) await Promise.resolve();
    channel.accept(last());
    await stage.endTurn();
    expect(transport.revs, `after ${microtasks} microtasks`).toEqual([1, 2, 3]);
  }
});

it('[D7] keeps on where a read fails: the next round finds what is missing', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect();
  channel.attach(connection, 0);
  stage.log.gate = Promise.reject(new Error('no disk'));
  stage.log.append();
  channel.accept(stage.log.append());
  await stage.endTurn();
  expect(stage.errors).toHaveLength(1);
  stage.log.gate = Promise.resolve();
  await channel.heal();
  await stage.endTurn();
  expect(transport.revs).toEqual([1, 2]);
});

it('[D10] hands every member the same buffer', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const members = upTo(3).map((index) => stage.connect(`user-${index}`));
  for (const { connection } of members) channel.attach(connection, 0);
  channel.accept(stage.log.append());
  channel.accept(stage.log.append());
  await stage.endTurn();
  const buffers = new Set(members.map(({ transport }) => transport.writes[0]));
  expect(buffers.size).toBe(1);
  expect(members[0]?.transport.revs).toEqual([1, 2]);
});

it('[D19] sends a member nothing from the place of their removal on, live', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const [stays, leaves] = [stage.connect('user-1'), stage.connect('user-2')];
  for (const { connection } of [stays, leaves]) channel.attach(connection, 0);
  channel.accept(stage.log.append());
  await stage.endTurn();
  channel.accept(stage.log.append(memberMessage(2, { type: 'member-removed', userId: 'user-2' })));
  channel.accept(stage.log.append());
  await stage.endTurn();
  expect(stays.transport.revs).toEqual([1, 2, 3]);
  expect(leaves.transport.revs).toEqual([1]);
  expect(stage.gone).toEqual([leaves.connection]);
});

it('[D19] sends a member nothing of a healed page that holds their removal', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const [stays, leaves] = [stage.connect('user-1'), stage.connect('user-2')];
  for (const { connection } of [stays, leaves]) channel.attach(connection, 0);
  stage.log.append();
  stage.log.append(memberMessage(2, { type: 'member-left', userId: 'user-2' }));
  channel.accept(stage.log.append());
  await stage.endTurn();
  expect(stays.transport.revs).toEqual([1, 2, 3]);
  expect(leaves.transport.revs).toEqual([]);
  expect(stage.gone).toEqual([leaves.connection]);
});

it('[D19] ends a catch-up at the removal that it comes upon, from pages and from recent changes', async () => {
  for (const rev of [3, 0]) {
    const stage = new Stage();
    const channel = stage.channel(rev);
    const events = [
      stage.log.append(),
      stage.log.append(memberMessage(2, { type: 'member-removed', userId: 'user-2' })),
      stage.log.append(),
    ];
    for (const event of events) channel.accept(event);
    const { connection, transport } = stage.connect('user-2');
    channel.attach(connection, 0);
    await stage.endTurn();
    expect(transport.revs).toEqual([]);
    expect(stage.gone).toEqual([connection]);
  }
});

const reaction = [{ emoji: '👍', userIds: ['user-1'] }];

it.each(['live', 'in a page'])('[D19] counts a removal once: reactions to it come and go %s', async (how) => {
  const stage = new Stage();
  // Removed by 1, back by 2.
  const channel = stage.channel(2);
  const removal = memberMessage(1, { type: 'member-removed', userId: 'user-2' });
  const { connection, transport } = stage.connect('user-2');
  stage.log.append(removal);
  stage.log.append(memberMessage(2, { type: 'members-added', userIds: ['user-2'] }));
  channel.attach(connection, 2);
  const changes = [
    stage.log.append({ ...removal, rev: 3, reactions: reaction }),
    stage.log.append({ ...removal, rev: 4 }),
    stage.log.append(textMessage(3)),
  ].map((event, index) => ({ ...event, rev: index + 3 }));
  for (const event of changes.slice(how === 'live' ? 0 : 2)) channel.accept(event);
  await stage.endTurn();
  expect(stage.gone).toEqual([]);
  expect(stage.added).toEqual([]);
  expect(transport.isTerminated || connection.isClosed).toBe(false);
});

it('[D19] counts a removal that was reacted to before anybody here heard of it, in whichever page it comes', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection } = stage.connect('user-2');
  channel.attach(connection, 0);
  const removal = memberMessage(1, { type: 'member-removed', userId: 'user-2' });
  for (let seq = 2; seq <= 150; seq += 1) stage.log.append(textMessage(seq));
  stage.log.append({ ...removal, rev: 151, reactions: reaction });
  channel.hearOf(151);
  await stage.endTurn();
  expect(stage.gone).toEqual([connection]);
});

it('[D19] does not throw out one who lagged, back since the removal that is reacted to', async () => {
  const stage = new Stage();
  const channel = stage.channel(2);
  const { connection, transport } = stage.connect('user-2', { softQueuedBytes: 10 });
  stage.log.append(memberMessage(1, { type: 'member-removed', userId: 'user-2' }));
  stage.log.append(memberMessage(2, { type: 'members-added', userIds: ['user-2'] }));
  channel.attach(connection, 2);
  transport.isStuck = true;
  channel.accept(stage.log.append(textMessage(3)));
  await stage.endTurn();
  expect(connection.isLagging).toBe(true);
  stage.log.append({ ...memberMessage(1, { type: 'member-removed', userId: 'user-2' }), rev: 4 });
  for (let seq = 4; seq <= 300; seq += 1) stage.log.append({ ...textMessage(seq), rev: seq + 1 });
  channel.hearOf(301);
  await stage.endTurn();
  transport.drain();
  connection.drained();
  for (let round = 0; round < 10; round += 1) {
    await stage.endTurn();
    transport.drain();
    connection.drained();
  }
  expect(stage.gone).toEqual([]);
  expect(transport.frames.flatMap(({ upToRev = 0 }) => upToRev).at(-1)).toBe(301);
});

it('[D19] tells somebody who left and came back within one page to begin anew', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const { connection, transport } = stage.connect('user-2');
  channel.attach(connection, 0);
  stage.log.append(memberMessage(1, { type: 'member-left', userId: 'user-2' }));
  stage.log.append(memberMessage(2, { type: 'members-added', userIds: ['user-2'] }));
  channel.accept(stage.log.append());
  await stage.endTurn();
  expect(transport.revs).toEqual([]);
  expect(stage.gone).toEqual([connection]);
  expect(stage.added).toEqual(['user-2']);
});

it('tells of those who were added, so that a lost notice to them does not matter', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  channel.accept(stage.log.append(memberMessage(1, { type: 'members-added', userIds: ['user-7', 'user-8'] })));
  expect(stage.added).toEqual(['user-7', 'user-8']);
});

/** As a node of a later version writes it: with a part that this one does not know. */
function byNewerNode(message: Message): Message {
  return Object.assign({}, message, { pinned: { at: 5 } });
}

it('[D25] hands on what a newer node wrote, whole, and sees in it who left', async () => {
  const stage = new Stage();
  const channel = stage.channel();
  const [leaver, stayer] = [stage.connect('user-1'), stage.connect('user-2')];
  for (const { connection } of [leaver, stayer]) channel.attach(connection, 0);
  const unknown = { type: 'chat-archived', byUserId: 'user-2' } as unknown as NonNullable<Message['event']>;
  const left = Object.assign({ type: 'member-left', userId: 'user-1' } as const, { reason: 'bored' });
  const written = [
    byNewerNode(memberMessage(1, unknown)),
    byNewerNode(memberMessage(2, left)),
    byNewerNode(textMessage(3)),
  ];
  const [first, ...others] = written.map((message) => stage.log.append(message));
  if (first) channel.accept(first);
  await stage.endTurn();
  // The rest by a gap that is read, instead of live.
  for (const event of others.slice(1)) channel.accept(event);
  await stage.endTurn();
  expect(stage.errors).toEqual([]);
  expect(stage.gone).toEqual([leaver.connection]);
  expect(leaver.transport.revs).toEqual([1]);
  expect(
    stayer.transport.frames.flatMap(({ message, messages = [] }) => [...(message ? [message] : []), ...messages]),
  ).toEqual(written);
});

it('[D25] hands simple clients the same', async () => {
  const stage = new Stage();
  for (const message of [byNewerNode(textMessage(1)), byNewerNode(textMessage(2))]) stage.log.append(message);
  const page = new ChangePage(chatId, await stage.log.readChanges(chatId, 0, 10));
  const transport = new StageTransport();
  transport.write(page.chat);
  expect(transport.frames).toEqual(stage.log.messages.map((message) => ({ type: 'message', message })));
});
