import type { Presence } from '@confab/protocol';
import { expect, it } from 'vitest';
import { stageAccounts } from '../accounts/stage-accounts.ts';
import type { Bus } from '../bus/bus.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import { StageClock } from '../realtime/stage-clock.ts';
import { Stage, type StageTransport } from '../realtime/stage.ts';
import { onlineChanged } from './presence-events.ts';
import { PresenceWatch } from './presence-watch.ts';

interface Scene {
  stage: Stage;
  bus: Bus;
  watch: PresenceWatch;
  pass: (ms: number) => Promise<void>;
  appear: (userId: string, online: boolean) => void;
}

function scene(accounts = stageAccounts()): Scene {
  const [stage, clock, bus] = [new Stage(), new StageClock(), createMemoryBus()];
  const onError = (error: unknown): void => {
    throw error;
  };
  return {
    stage,
    bus,
    watch: new PresenceWatch({ accounts, bus, clock, onError }),
    async pass(ms) {
      await clock.pass(ms);
      await stage.endTurn();
    },
    appear: (userId, online) =>
      bus.publish(`user:${userId}`, onlineChanged.of({ userId, online, lastSeenAt: online ? null : 5 })),
  };
}

function presencesIn({ frames }: StageTransport): Pick<Presence, 'userId' | 'online'>[][] {
  return frames.flatMap((frame) => ('users' in frame && Array.isArray(frame.users) ? [frame.users as Presence[]] : []));
}

it('[D22] tells at once how the watched are, and within 1 s that they come or go', async () => {
  const { stage, watch, pass, appear } = scene();
  const { connection, transport } = stage.connect('ada');
  await watch.watch(connection, ['bob', 'cy']);
  await pass(0);
  expect(presencesIn(transport)).toMatchObject([
    [
      { userId: 'bob', online: false },
      { userId: 'cy', online: false },
    ],
  ]);
  appear('bob', true);
  await pass(1_000);
  expect(presencesIn(transport).at(-1)).toMatchObject([{ userId: 'bob', online: true }]);
});

it('[D23] merges what changes quickly: once per person and second, the last state', async () => {
  const { stage, watch, pass, appear } = scene();
  const { connection, transport } = stage.connect('ada');
  await watch.watch(connection, ['bob', 'cy']);
  await pass(0);
  for (let count = 0; count < 20; count += 1) {
    appear('bob', count % 2 === 0);
    appear('cy', true);
    await pass(100);
  }
  await pass(1_500);
  const told = presencesIn(transport).slice(1).flat();
  expect(told.filter(({ userId }) => userId === 'bob').length).toBeLessThanOrEqual(4);
  expect(told.findLast(({ userId }) => userId === 'bob')).toMatchObject({ online: false });
});

it('replaces the people watched, and tells nobody who does not watch or is gone', async () => {
  const { stage, watch, pass, appear } = scene();
  const [ada, eve] = [stage.connect('ada'), stage.connect('eve')];
  await watch.watch(ada.connection, ['bob']);
  await watch.watch(ada.connection, ['cy']);
  await watch.watch(eve.connection, ['bob']);
  watch.unwatch(eve.connection);
  await pass(0);
  const before = [presencesIn(ada.transport).length, presencesIn(eve.transport).length];
  appear('bob', true);
  await pass(2_000);
  expect([presencesIn(ada.transport).length, presencesIn(eve.transport).length]).toEqual(before);
});

it('[A11] [D19] tells a guest nothing of whom they share no chat with any more, though nothing was heard of it', async () => {
  let company = ['bob', 'cy'];
  const { stage, watch, pass, appear } = scene({
    ...stageAccounts(),
    seesEveryone: () => false,
    whoIsKnown: async (_viewer, ids) => new Set(ids.filter((id) => company.includes(id))),
  });
  const { connection, transport } = stage.connect('guest');
  await watch.watch(connection, ['bob', 'cy', 'eve']);
  await pass(0);
  expect(presencesIn(transport)[0]?.map(({ userId }) => userId)).toEqual(['bob', 'cy']);
  company = ['cy'];
  for (const userId of ['bob', 'cy']) appear(userId, true);
  await pass(1_000);
  await watch.tellAgain(connection);
  await pass(0);
  const told = presencesIn(transport).slice(1);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.flat().map(({ userId }) => userId))).toEqual(new Set(['cy']));
});

it('[A43] looks anew, where members change, at the guests who are in that chat and at nobody else', async () => {
  const asked: string[] = [];
  const { stage, watch, pass } = scene({
    ...stageAccounts(),
    seesEveryone: () => false,
    whoIsKnown: async ({ userId }, ids) => {
      asked.push(userId);
      return new Set(ids);
    },
  });
  const [here, elsewhere] = [stage.connect('here'), stage.connect('elsewhere')];
  for (const { connection } of [here, elsewhere]) await watch.watch(connection, ['bob']);
  asked.length = 0;
  for (let count = 0; count < 5; count += 1) watch.membersChanged((connection) => connection === here.connection);
  await pass(1_000);
  expect(asked).toEqual(['here']);
});

it('[A11] [D22] goes on telling a guest of the people of their chats where two looks at them meet', async () => {
  let answers: PromiseWithResolvers<void>[] = [];
  const { stage, watch, pass, appear } = scene({
    ...stageAccounts(),
    seesEveryone: () => false,
    async whoIsKnown(_viewer, ids) {
      const answer = Promise.withResolvers<void>();
      answers.push(answer);
      await answer.promise;
      return new Set(ids);
    },
  });
  const answerAll = async (): Promise<void> => {
    for (const { resolve } of answers) resolve();
    answers = [];
    await pass(0);
  };
  const { connection, transport } = stage.connect('guest');
  const looks = [watch.watch(connection, ['bob']), watch.tellAgain(connection), watch.tellAgain(connection)];
  await answerAll();
  await Promise.all(looks);
  const before = presencesIn(transport).length;
  appear('bob', true);
  await pass(1_000);
  await answerAll();
  expect(presencesIn(transport).slice(before).flat()).toMatchObject([{ userId: 'bob', online: true }]);
});

it('[A11] [D19] tells a guest nothing of whom they see no more, though they stop watching at that moment', async () => {
  let isSeen = true;
  const { stage, watch, pass, appear } = scene({
    ...stageAccounts(),
    seesEveryone: () => false,
    whoIsKnown: async (_viewer, ids) => new Set(isSeen ? ids : []),
    async whoHide() {
      // What is told is on its way.
      watch.unwatch(connection);
      return new Set();
    },
  });
  const { connection, transport } = stage.connect('guest');
  await watch.watch(connection, ['bob']);
  await pass(0);
  const before = presencesIn(transport).length;
  isSeen = false;
  appear('bob', true);
  await pass(1_000);
  expect(presencesIn(transport).length).toBe(before);
});
