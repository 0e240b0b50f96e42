import { expect, it } from 'vitest';
import type { Accounts } from '../accounts/index.ts';
import { stageAccounts } from '../accounts/stage-accounts.ts';
import { hear } from '../bus/bus-event.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import { createMemorySharedSets } from '../bus/shared-sets.ts';
import { StageClock } from '../realtime/stage-clock.ts';
import { Stage, type StageTransport } from '../realtime/stage.ts';
import { StorageUnavailableError } from '../storage/index.ts';
import { ActiveUsers } from './active-users.ts';
import { OpenChats } from './open-chats.ts';
import { activeChanged } from './presence-events.ts';

const chatId = 'chat-1';

async function scene(accounts: Accounts = stageAccounts()): Promise<{
  stage: Stage;
  clock: StageClock;
  openChats: OpenChats;
  pass: (ms: number) => Promise<void>;
}> {
  const [stage, clock, bus] = [new Stage(), new StageClock(), createMemoryBus()];
  const onError = (error: unknown): void => {
    if (!isAway(error)) throw error;
  };
  const activeUsers = new ActiveUsers({ sets: createMemorySharedSets(), bus, onError });
  const openChats = new OpenChats({ accounts, activeUsers, clock, onError });
  await bus.subscribe(`chat:${chatId}`, hear(activeChanged.on(() => openChats.changed(chatId))));
  const pass = async (ms: number): Promise<void> => {
    await clock.pass(ms);
    await stage.endTurn();
  };
  return { stage, clock, openChats, pass };
}

function isAway(error: unknown): boolean {
  return error instanceof StorageUnavailableError;
}

function activeIn({ frames }: StageTransport): string[][] {
  return frames.flatMap((frame) =>
    'userIds' in frame && Array.isArray(frame.userIds) ? [frame.userIds.map(String).toSorted()] : [],
  );
}

it('[D22] tells who has the chat open, at once to those who open it and within 1 s to the others', async () => {
  const { stage, openChats, pass } = await scene();
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  await openChats.open(chatId, ada.connection);
  await pass(10);
  expect(activeIn(ada.transport).at(-1)).toEqual(['ada']);
  await openChats.open(chatId, bob.connection);
  await pass(10);
  expect(activeIn(bob.transport)).toContainEqual(['ada', 'bob']);
  await pass(1_000);
  expect(activeIn(ada.transport).at(-1)).toEqual(['ada', 'bob']);
  openChats.closeAll(bob.connection);
  await pass(1_000);
  expect(activeIn(ada.transport).at(-1)).toEqual(['ada']);
});

it('[D22] [A34] tells who has the chat open once the database answers again', async () => {
  let isGone = false;
  const users: Accounts['users'] = async (ids) => {
    if (isGone) throw new StorageUnavailableError('away');
    return await stageAccounts().users(ids);
  };
  const { stage, openChats, pass } = await scene({ ...stageAccounts(), users });
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  await openChats.open(chatId, ada.connection);
  await pass(1_000);
  isGone = true;
  await openChats.open(chatId, bob.connection);
  await pass(5_000);
  expect(activeIn(bob.transport)).toEqual([]);
  isGone = false;
  await pass(2_000);
  for (const { transport } of [ada, bob]) expect(activeIn(transport).at(-1)).toEqual(['ada', 'bob']);
});

it('[D22] counts a person with two devices until both are gone', async () => {
  const { stage, openChats, pass } = await scene();
  const [ada, phone, laptop] = [stage.connect('ada'), stage.connect('bob'), stage.connect('bob')];
  for (const { connection } of [ada, phone, laptop]) await openChats.open(chatId, connection);
  await pass(1_000);
  openChats.close(chatId, phone.connection);
  await pass(1_000);
  expect(activeIn(ada.transport).at(-1)).toEqual(['ada', 'bob']);
  openChats.close(chatId, laptop.connection);
  await pass(1_000);
  expect(activeIn(ada.transport).at(-1)).toEqual(['ada']);
});

it('[D22] opening twice and closing what is not open changes nothing', async () => {
  const { stage, openChats, pass } = await scene();
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  await openChats.open(chatId, ada.connection);
  await openChats.open(chatId, bob.connection);
  await openChats.open(chatId, bob.connection);
  openChats.close('chat-2', bob.connection);
  openChats.close(chatId, bob.connection);
  openChats.close(chatId, bob.connection);
  await pass(1_000);
  expect(activeIn(ada.transport).at(-1)).toEqual(['ada']);
});

it('[D23] a rush of arrivals costs few frames', async () => {
  const { stage, openChats, pass } = await scene();
  const first = stage.connect('user-0');
  await openChats.open(chatId, first.connection);
  await pass(1_000);
  for (let index = 1; index <= 300; index += 1) await openChats.open(chatId, stage.connect(`user-${index}`).connection);
  await pass(2_000);
  expect(activeIn(first.transport).at(-1)).toHaveLength(301);
  expect(activeIn(first.transport).length).toBeLessThan(10);
});
