import { decideNotify } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import { factsOf, readNotifySettings } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';

/** A message that somebody did not see, and wants to hear of. */
export interface Missed {
  chatId: string;
  kind: 'direct' | 'group' | 'thread';
  seq: number;
  senderId: string;
  content: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Of one log the newest, of all together the first: a mail is to be read. */
const perLogMax = 100;
const messagesMax = 500;

/** What is unread, was said after `since`, and is to be heard by what the person wants now; in the order in which it was said. */
export async function findMissed(
  { db }: Pick<Storage, 'db'>,
  userId: string,
  { since, now }: { since: number; now: number },
): Promise<Missed[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('chats', 'chats.id', 'members.chat_id')
    .innerJoin('messages', 'messages.chat_id', 'members.chat_id')
    .select([
      'messages.chat_id',
      'chats.kind',
      'members.read_seq',
      'messages.seq',
      'messages.sender_id',
      'messages.content',
      'messages.created_at',
      'messages.parts',
    ])
    .where('members.user_id', '=', userId)
    .where('chats.last_at', '>', since)
    .whereRef('messages.seq', '>', 'members.read_seq')
    .where('messages.seq', '>', (query) => query('chats.seq', '-', perLogMax))
    .where('messages.created_at', '>', since)
    .where('messages.kind', '=', 'text')
    .where('messages.deleted_at', 'is', null)
    .where('messages.sender_id', '!=', userId)
    .orderBy('messages.created_at')
    .orderBy('messages.seq')
    .limit(messagesMax)
    .execute();
  if (rows.length === 0) return [];
  const settings = await readNotifySettings(db, [userId], [...new Set(rows.map(({ chat_id }) => chat_id))]);
  return rows.flatMap((row): Missed[] => {
    const { chat_id: chatId, seq, sender_id: senderId, content, created_at: at, parts, read_seq: readSeq } = row;
    const kind = isThreadId(chatId) ? 'thread' : row.kind === 'direct' ? 'direct' : 'group';
    const facts = factsOf({ seq, senderId, content, at, parts }, kind)(userId, readSeq);
    const { hear } = decideNotify(facts, settings.of(userId, chatId), now);
    return hear === 'notify' ? [{ chatId, kind, seq, senderId, content, at }] : [];
  });
}
