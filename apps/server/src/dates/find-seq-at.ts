import type { Storage } from '../storage/storage.ts';

/**
 * The first message at or after that time, else the last one. Times of a chat never run backwards (D27) and `seq` has no gaps
 * (D4), so halving by the primary key finds it in seventeen short reads among 100,000, and no send pays for an index.
 */
export async function findSeqAt({ db }: Pick<Storage, 'db'>, chatId: string, timeMs: number): Promise<number> {
  const chat = await db.selectFrom('chats').select('seq').where('id', '=', chatId).executeTakeFirst();
  const lastSeq = chat?.seq ?? 0;
  let low = 1;
  let high = lastSeq;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const message = await db
      .selectFrom('messages')
      .select('created_at')
      .where('chat_id', '=', chatId)
      .where('seq', '=', middle)
      .executeTakeFirst();
    if (message === undefined || message.created_at < timeMs) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, lastSeq);
}
