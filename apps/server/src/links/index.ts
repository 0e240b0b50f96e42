import { linkOperations } from '@confab/protocol';
import { sql } from 'kysely';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { implement } from '../http/index.ts';
import { listPlaces } from '../messages/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { Storage } from '../storage/storage.ts';
import { LinkIndex, type LinkIndexContext } from './link-index.ts';

export interface LinkContext extends LinkIndexContext {
  storage: Storage;
  access: ChatAccess;
  histories: PersonTurns;
  clock: Clock;
}

/** Whoever asks waits so long for a chat that was not looked through before, and is told then that it goes on. */
const patienceMs = 1_000;

/** Messages of a chat with links in them. */
export function links(context: LinkContext): Feature {
  const { storage, access, histories, clock } = context;
  const index = new LinkIndex(context);

  async function isWhole(chatId: string): Promise<boolean> {
    const patience = Promise.withResolvers<false>();
    const cancel = clock.after(patienceMs, () => patience.resolve(false));
    const walk = index.catchUp(chatId).then(() => true);
    // Nobody may be waiting any more. Who asks next has it tried again, and is told.
    walk.catch(() => undefined);
    try {
      return await Promise.race([walk, patience.promise]);
    } finally {
      cancel();
    }
  }

  return {
    name: 'links',
    offers: ['links'],
    routes: [
      implement(linkOperations.listLinks, ({ caller: { userId }, params: { chat_id: chatId }, query }) =>
        histories.run(userId, async () => {
          await access.requireMember(chatId, userId);
          const whole = await isWhole(chatId);
          // It took a while, in which one may have been removed.
          await access.requireMember(chatId, userId);
          const listed = sql`select at, log_id, seq from link_lists where chat_id = ${chatId}`;
          return { ...(await listPlaces(storage, { chatId, listed, ...query })), isWhole: whole };
        }),
      ),
    ],
    close: () => index.close(),
  };
}
