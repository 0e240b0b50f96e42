import { isMutedAt } from '@confab/protocol/muted';
import { readNotifySettings } from '../notifications/index.ts';
import { type Storage, mentionCount, unreadCount } from '../storage/index.ts';

/**
 * How much waits for each, as the title of the page counts it: what is unread in chats, of muted ones what mentions the person. Threads
 * are none of it.
 */
export async function countBadges(
  { db }: Pick<Storage, 'db'>,
  userIds: readonly string[],
  wallNow: number,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.user_id', 'in', userIds)
    .where('chats.kind', '!=', 'thread')
    // Most are read, and nothing has to be counted there.
    .whereRef('chats.seq', '>', 'me.read_seq')
    .select(['me.user_id as userId', 'chats.id'])
    .select([unreadCount('chats', 'me').as('unread'), mentionCount('chats', 'me').as('mentions')])
    .execute();
  const badges = new Map(userIds.map((userId) => [userId, 0]));
  if (rows.length === 0) return badges;
  const settings = await readNotifySettings(
    db,
    rows.map(({ userId, id: logId }) => ({ userId, logId })),
  );
  for (const { userId, id, unread, mentions } of rows) {
    const isMuted = isMutedAt(settings.of(userId, id).chat?.muted, wallNow);
    badges.set(userId, (badges.get(userId) ?? 0) + (isMuted ? mentions : unread));
  }
  return badges;
}
