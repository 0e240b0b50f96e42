import { expect, it } from 'vitest';
import { stageAccounts } from '../accounts/stage-accounts.ts';
import { hear } from '../bus/bus-event.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import { createMemorySharedSets } from '../bus/shared-sets.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Connection } from '../realtime/connection.ts';
import { ActiveUsers } from '../presence/active-users.ts';
import { OpenChats } from '../presence/open-chats.ts';
import { activeChanged } from '../presence/presence-events.ts';
import { StageClock } from '../realtime/stage-clock.ts';
import { Stage, type StageTransport } from '../realtime/stage.ts';
import type { Hub } from '../realtime/hub.ts';
import { typing } from './index.ts';

const chatId = 'chat-1';

async function scene(): Promise<{
  stage: Stage;
  clock: StageClock;
  openChats: OpenChats;
  pass: (ms: number) => Promise<void>;
  type: (userId: string) => void;
  followers: Map<Connection, unknown>;
}> {
  const [stage, clock, bus] = [new Stage(), new StageClock(), createMemoryBus()];
  const onError = (error: unknown): void => {
    throw error;
  };
  const activeUsers = new ActiveUsers({ sets: createMemorySharedSets(), bus, onError });
  const openChats = new OpenChats({ accounts: stageAccounts(), activeUsers, clock, onError });
  const access = { requireMember: async () => 'member' } as unknown as ChatAccess;
  const followers = new Map<Connection, unknown>();
  const hub = { channel: () => ({ followers }) } as unknown as Hub;
  const { hears } = typing({ access, bus, clock, openChats, hub, order: { isMuted: () => false } });
  const heard = hear(
    ...(hears?.chat ?? []),
    activeChanged.on(() => openChats.changed(chatId)),
  );
  await bus.subscribe(`chat:${chatId}`, (event) => heard(event, chatId));
  return {
    stage,
    clock,
    openChats,
    followers,
    async pass(ms) {
      await clock.pass(ms);
      await stage.endTurn();
    },
    type: (userId) => bus.publish(`chat:${chatId}`, { type: 'typing', chatId, userId }),
  };
}

function typingIn({ frames }: StageTransport): number {
  return frames.filter((frame) => frame.type === 'typing').length;
}

function activeIn({ frames }: StageTransport): string[][] {
  return frames.flatMap((frame) =>
    'userIds' in frame && Array.isArray(frame.userIds) ? [frame.userIds.map(String).toSorted()] : [],
  );
}

it('[D27] [A38] tells of typing and of who comes and goes after the clock was set back, and forward', async () => {
  const { stage, clock, openChats, pass, type } = await scene();
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  for (const { connection } of [ada, bob]) await openChats.open(chatId, connection);
  await pass(1_000);
  for (const stepMs of [-600_000, 1_200_000, -600_000]) {
    const typed = typingIn(bob.transport);
    type('ada');
    clock.stepWall(stepMs);
    await pass(1_001);
    type('ada');
    openChats.closeAll(bob.connection);
    await pass(1_000);
    expect(activeIn(ada.transport).at(-1)).toEqual(['ada']);
    await openChats.open(chatId, bob.connection);
    await pass(1_000);
    expect(typingIn(bob.transport)).toBe(typed + 2);
  }
});

it('[D23] tells of typing at most once per person and second, and never to oneself', async () => {
  const { stage, openChats, pass, type } = await scene();
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  for (const { connection } of [ada, bob]) await openChats.open(chatId, connection);
  await pass(10);
  for (let count = 0; count < 20; count += 1) {
    type('ada');
    await pass(100);
  }
  expect(typingIn(bob.transport)).toBe(2);
  expect(typingIn(ada.transport)).toBe(0);
});

it('[D23] tells whoever asked of typing in a small chat that they have not open, once, and nobody in a large one', async () => {
  const { stage, openChats, followers, pass, type } = await scene();
  const people = ['ada', 'bob', 'cleo', 'dan'].map((name) => stage.connect(name));
  const [ada, bob, cleo, dan] = people as [
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
  ];
  for (const { connection } of people) followers.set(connection, null);
  for (const { connection } of [ada, bob, cleo]) connection.wantsTyping = true;
  await openChats.open(chatId, cleo.connection);
  type('ada');
  await pass(1_001);
  expect([ada, bob, cleo, dan].map(({ transport }) => typingIn(transport))).toEqual([0, 1, 1, 0]);
  for (let count = followers.size; count <= 50; count += 1)
    followers.set(stage.connect(`other-${count}`).connection, null);
  type('ada');
  await pass(1_001);
  expect([ada, bob, cleo, dan].map(({ transport }) => typingIn(transport))).toEqual([0, 1, 2, 0]);
});
