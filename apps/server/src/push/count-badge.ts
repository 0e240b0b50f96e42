import { isMutedAt } from '@confab/protocol/muted';
import { countBlocked } from '../blocking/index.ts';
import { readNotifySettings, type ReadSettings } from '../notifications/index.ts';
import { type Storage, mentionCount, unreadCount } from '../storage/index.ts';

/**
 * How much waits for each, as the title of the page counts it: what is unread in chats, of muted ones what mentions the person. Threads
 * are none of it, and neither is what people wrote whom they block (D82).
 */
export async function countBadges(
  storage: Pick<Storage, 'db'>,
  userIds: readonly string[],
  wallNow: number,
): Promise<Map<string, number>> {
  const rows = await storage.db
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
    storage.db,
    rows.map(({ userId, id: logId }) => ({ userId, logId })),
  );
  const blocked = await countUnheard(storage, rows, settings);
  for (const { userId, id, unread, mentions } of rows) {
    const isMuted = isMutedAt(settings.of(userId, id).chat?.muted, wallNow);
    const unheard = blocked.get(`${userId} ${id}`) ?? none;
    const waiting = isMuted ? mentions - unheard.mentions : unread - unheard.unread;
    // Both were read a moment apart.
    badges.set(userId, (badges.get(userId) ?? 0) + Math.max(0, waiting));
  }
  return badges;
}

const none = { unread: 0, mentions: 0 };

/** By person and chat; nearly nobody blocks anybody. */
async function countUnheard(
  storage: Pick<Storage, 'db'>,
  rows: readonly { userId: string; id: string }[],
  settings: ReadSettings,
): Promise<Map<string, typeof none>> {
  const counts = new Map<string, typeof none>();
  for (const [userId, own] of Map.groupBy(rows, (row) => row.userId)) {
    const chatIds = own.map(({ id }) => id);
    const blockedIds = settings.of(userId, chatIds[0] ?? '').blocked?.userIds ?? [];
    for (const one of await countBlocked(storage, { userId, blockedIds, chatIds }))
      counts.set(`${userId} ${one.chatId}`, one);
  }
  return counts;
}
