import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ChatAccess } from '../chats/index.ts';
import { PersonTurns } from '../realtime/person-turns.ts';
import { StageClock } from '../realtime/stage-clock.ts';
import type { ChatLog } from '../storage/chat-log.ts';
import { listMessages } from './list-messages.ts';
import { PageMemory } from './page-memory.ts';

test('[A43] who asks for hundreds of pages at once has a few read at a time, and nobody waits behind the rest', async () => {
  const asked: string[] = [];
  const log = {
    head: async () => null,
    readPage: async (chatId: string) => {
      asked.push(chatId);
      await endOfTurn();
      return new Uint8Array();
    },
  } as unknown as ChatLog;
  const memory = new PageMemory(log);
  const access = { requireMember: async () => 'member' } as unknown as ChatAccess;
  const histories = new PersonTurns({ clock: new StageClock(), schedule: setImmediate, max: 4 });
  const ask = (callerId: string): Promise<unknown> =>
    listMessages({ access, pages: memory, histories }, { chatId: `of ${callerId}`, callerId }, { limit: 200 });
  const pages = Array.from({ length: 300 }, () => ask('ada'));
  await ask('bob');
  expect(asked.indexOf('of bob')).toBe(4);
  await Promise.all(pages);
  expect(asked).toHaveLength(301);
});
