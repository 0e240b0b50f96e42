import { readCommandSchema } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import type { Hub } from '../realtime/hub.ts';
import { compareEveryMs } from '../realtime/rounds.ts';
import { defineCommand } from '../sockets/index.ts';
import type { Storage } from '../storage/storage.ts';
import { positionMoved } from './position-moved.ts';
import { ReadPositions, type ReadPositionsOptions } from './read-positions.ts';
import { readRoutes } from './read-routes.ts';
import { tellPositions, tellResumed } from './tell-positions.ts';

export { positionMoved } from './position-moved.ts';

export interface ReadStateContext extends Omit<ReadPositionsOptions, 'log'> {
  storage: Storage;
  hub: Hub;
}

/** How far everybody has read, for one's own devices (D21). What others are told of it: receipts. */
export function readState(context: ReadStateContext): Feature {
  const { hub, storage } = context;
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
    },
    rounds: [{ everyMs: compareEveryMs, run: () => positions.makeUnsure() }],
    reactions: {
      resumed: tellResumed,
      eventsLost: () => tellPositions({ hub, storage }),
    },
    close: () => positions.close(),
  };
}
