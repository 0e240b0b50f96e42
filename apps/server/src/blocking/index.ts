import { blockingOperations } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import { implement } from '../http/index.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { Storage } from '../storage/index.ts';
import { countBlocked } from './count-blocked.ts';
import { blockedBy } from './who-blocks.ts';

export { countBlocked } from './count-blocked.ts';
export { blockedBy, whoBlocks } from './who-blocks.ts';

export interface BlockingContext {
  storage: Storage;
  histories: PersonTurns;
}

/** People of whom somebody wants to hear nothing (D69): whom, only their own document says. */
export function blocking({ storage, histories }: BlockingContext): Feature {
  return {
    name: 'blocking',
    offers: ['blocked-unread'],
    routes: [
      implement(blockingOperations.listBlockedUnread, ({ caller: { userId } }) =>
        histories.run(userId, async () => ({
          chats: await countBlocked(storage, { userId, blockedIds: await blockedBy(storage, userId) }),
        })),
      ),
    ],
  };
}
