import type { Message } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import type { Kysely } from 'kysely';
import { chatIdsOf } from '../chats/index.ts';
import type { Database } from '../storage/index.ts';
import { messageColumnNames, type MessageRow } from '../storage/message-columns.ts';
import { toMessage } from '../storage/message-row.ts';

/** Places of a log that are looked through in one read: there is no list of what somebody sent. */
const placesPerRead = 5_000;

/** What one sent in the chats that one is in now, and in their threads, chat by chat in order. */
export async function* ownMessages(db: Kysely<Database>, userId: string): AsyncGenerator<Message> {
  for (const chatId of (await chatIdsOf(db, userId)).filter((id) => !isThreadId(id))) {
    for (const { id, seq } of await logsOf(db, chatId)) {
      for (let after = 0; after < seq; after += placesPerRead) {
        const rows: MessageRow[] = await db
          .selectFrom('messages')
          .select(messageColumnNames)
          .where('chat_id', '=', id)
          .where('seq', '>', after)
          .where('seq', '<=', after + placesPerRead)
          .where('sender_id', '=', userId)
          .where('kind', '=', 'text')
          .where('deleted_at', 'is', null)
          .orderBy('seq')
          .execute();
        for (const row of rows) yield toMessage(row);
      }
    }
  }
}

async function logsOf(db: Kysely<Database>, chatId: string): Promise<{ id: string; seq: number }[]> {
  return await db
    .selectFrom('chats')
    .select(['id', 'seq'])
    .where((where) =>
      where.or([
        where('id', '=', chatId),
        where.and([where('id', '>=', `${chatId}~`), where('id', '<', `${chatId}~~`)]),
      ]),
    )
    .orderBy('id')
    .execute();
}
