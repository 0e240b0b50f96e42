import { isMutedAt } from '@confab/protocol/notify';
import { type Storage, mentionCount, unreadCount } from '../storage/index.ts';
import { readNotifySettings } from '../notifications/index.ts';

/**
 * How much waits, as the title of the page counts it: what is unread in chats, of muted ones what mentions the person. Threads are
 * none of it.
 */
export async function countBadge({ db }: Pick<Storage, 'db'>, userId: string, wallNow: number): Promise<number> {
  const rows = await db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', '=', userId)
    .where('chats.kind', '!=', 'thread')
    // Most are read, and nothing has to be counted there.
    .whereRef('chats.seq', '>', 'me.read_seq')
    .select('chats.id')
    .select([unreadCount('chats', 'me').as('unread'), mentionCount('chats', 'me').as('mentions')])
    .execute();
  if (rows.length === 0) return 0;
  const settings = await readNotifySettings(
    db,
    [userId],
    rows.map(({ id }) => id),
  );
  return rows.reduce(
    (sum, { id, unread, mentions }) =>
      sum + (isMutedAt(settings.of(userId, id).chat?.muted, wallNow) ? mentions : unread),
    0,
  );
}
