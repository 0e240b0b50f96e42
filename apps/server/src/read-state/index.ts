import { readCommandSchema } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import type { OpenChats } from '../presence/index.ts';
import type { Hub } from '../realtime/hub.ts';
import { compareEveryMs } from '../realtime/rounds.ts';
import { defineCommand } from '../sockets/index.ts';
import type { Storage } from '../storage/storage.ts';
import { positionMoved } from './position-moved.ts';
import { ReadPositions, type ReadPositionsOptions } from './read-positions.ts';
import { readRoutes } from './read-routes.ts';
import { tellPositions, tellResumed } from './tell-positions.ts';

export interface ReadStateContext extends Omit<ReadPositionsOptions, 'log'> {
  storage: Storage;
  hub: Hub;
  openChats: OpenChats;
}

/** How far everybody has read: to one's own devices always, to others who have the chat open (D21). */
export function readState(context: ReadStateContext): Feature {
  const { hub, openChats, storage } = context;
  const positions = new ReadPositions({ ...context, log: storage.log });
  return {
    name: 'read-state',
    routes: readRoutes(positions),
    commands: [
      defineCommand({
        schema: readCommandSchema,
        async handle({ userId }, { chatId, seq }) {
          await positions.move({ chatId, userId, seq });
        },
      }),
    ],
    hears: {
      user: [positionMoved.on((moved, userId) => hub.sendToUser(userId, { type: 'read', ...moved }))],
      chat: [
        positionMoved.on(({ userId, readSeq }, chatId) =>
          openChats.sendToOthers(chatId, userId, { unified: { type: 'read', chatId, userId, readSeq }, chat: null }),
        ),
      ],
    },
    rounds: [{ everyMs: compareEveryMs, run: () => positions.makeUnsure() }],
    reactions: {
      resumed: tellResumed,
      eventsLost: () => tellPositions({ hub, storage }),
    },
    close: () => positions.close(),
  };
}
