import type { Receipt } from '@confab/protocol';
import { expect, it } from 'vitest';
import { stageAccounts } from '../accounts/stage-accounts.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import { createMemorySharedSets } from '../bus/shared-sets.ts';
import { ActiveUsers } from '../presence/active-users.ts';
import { OpenChats } from '../presence/open-chats.ts';
import { StageClock } from '../realtime/stage-clock.ts';
import { Stage, type StageTransport } from '../realtime/stage.ts';
import { ReceiptTeller } from './receipt-teller.ts';

const chatId = 'chat-1';

function scene() {
  const [stage, clock, bus] = [new Stage(), new StageClock(), createMemoryBus()];
  const onError = (error: unknown): void => {
    throw error;
  };
  const activeUsers = new ActiveUsers({ sets: createMemorySharedSets(), bus, onError });
  const openChats = new OpenChats({ accounts: stageAccounts(), activeUsers, clock, onError });
  const positions = new Map([
    ['ada', 0],
    ['bob', 0],
  ]);
  const hiding = new Set<string>();
  let readings = 0;
  const teller = new ReceiptTeller({
    accounts: { whoHide: async () => hiding },
    openChats,
    clock,
    onError,
    async read() {
      readings += 1;
      return [...positions].map(([userId, readSeq]): Receipt => ({ userId, readSeq }));
    },
  });
  return {
    stage,
    openChats,
    positions,
    hiding,
    teller,
    readings: () => readings,
    pass: async (ms: number): Promise<void> => {
      await clock.pass(ms);
      await stage.endTurn();
    },
    move: (userId: string, readSeq: number): void => {
      positions.set(userId, readSeq);
      teller.changed(chatId, { userId, readSeq });
    },
  };
}

function told({ frames }: StageTransport): Record<string, number>[] {
  return frames.flatMap((frame) =>
    frame.type === 'receipts' && 'cursors' in frame
      ? [Object.fromEntries((frame.cursors as Receipt[]).map(({ userId, readSeq }) => [userId, readSeq]))]
      : [],
  );
}

it('[D42] tells all there is on opening, and what changes once a second, the last state', async () => {
  const { stage, openChats, pass, move, readings } = scene();
  const ada = stage.connect('ada');
  ada.connection.wantsReceipts = true;
  await openChats.open(chatId, ada.connection);
  await pass(10);
  expect(told(ada.transport)).toEqual([{ ada: 0, bob: 0 }]);
  for (let seq = 1; seq <= 20; seq += 1) {
    move('bob', seq);
    await pass(100);
  }
  await pass(2_000);
  expect(told(ada.transport).length).toBeLessThanOrEqual(5);
  expect(told(ada.transport).at(-1)).toEqual({ ada: 0, bob: 20 });
  const before = readings();
  openChats.closeAll(ada.connection);
  move('bob', 21);
  await pass(2_000);
  expect([told(ada.transport).at(-1), readings()]).toEqual([{ ada: 0, bob: 20 }, before]);
});

it('[D19] [D43] tells nobody who is no member by then, and nothing to or of those who hide it', async () => {
  const { stage, openChats, positions, hiding, pass, move } = scene();
  const [ada, bob] = [stage.connect('ada'), stage.connect('bob')];
  for (const { connection } of [ada, bob]) {
    connection.wantsReceipts = true;
    await openChats.open(chatId, connection);
  }
  await pass(10);
  hiding.add('bob');
  move('bob', 5);
  await pass(2_000);
  expect([told(ada.transport).at(-1), told(bob.transport).at(-1)]).toEqual([{ ada: 0 }, {}]);
  hiding.clear();
  positions.delete('bob');
  const before = told(bob.transport).length;
  move('ada', 7);
  await pass(2_000);
  expect(told(ada.transport).at(-1)).toEqual({ ada: 7 });
  expect(told(bob.transport)).toHaveLength(before);
});
