import { dateOperations } from '@confab/protocol';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { implement } from '../http/index.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { Storage } from '../storage/storage.ts';
import { findSeqAt } from './find-seq-at.ts';

export interface DateContext {
  storage: Storage;
  access: ChatAccess;
  histories: PersonTurns;
}

/** The way to what was said on a day. */
export function dates({ storage, access, histories }: DateContext): Feature {
  return {
    name: 'dates',
    offers: ['dates'],
    routes: [
      implement(dateOperations.findSeqAt, ({ caller: { userId }, params: { chat_id: chatId }, query: { time } }) =>
        histories.run(userId, async () => {
          await access.requireMember(chatId, userId);
          return { seq: await findSeqAt(storage, chatId, Date.parse(time)) };
        }),
      ),
    ],
  };
}
