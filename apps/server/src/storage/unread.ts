import { type RawBuilder, sql } from 'kysely';

/**
 * Unread messages of a member (D21) as an SQL expression; `chat` and `member` are the aliases of rows of `chats` and
 * `members` in the query around it.
 *
 * Everything after the read position, less what does not count: system messages and tombstones, which have an index of
 * their own. One's own messages need no look, since sending moves the read position to what was sent.
 */
export function unreadCount(chat: string, member: string): RawBuilder<number> {
  const chatRow = sql.table(chat);
  const memberRow = sql.table(member);
  return sql<number>`(${chatRow}.seq - ${memberRow}.read_seq - (
    select count(*) from messages as uncounted
    where uncounted.chat_id = ${chatRow}.id and uncounted.seq > ${memberRow}.read_seq
      and (uncounted.kind = 'system' or uncounted.deleted_at is not null)))`;
}

/** In the index of mentions: all members of the chat. */
export const everybody = '*';

/**
 * Those among them that mention the member (D33), from the index that the rules of mentions keep. Nodes of the version before
 * delete messages and leave their mentions.
 */
export function mentionCount(chat: string, member: string): RawBuilder<number> {
  const chatRow = sql.table(chat);
  const memberRow = sql.table(member);
  return sql<number>`(
    select count(*) from mentions as mention
    join messages as said on said.chat_id = mention.chat_id and said.seq = mention.seq
    where mention.user_id in (${memberRow}.user_id, ${sql.lit(everybody)}) and mention.chat_id = ${chatRow}.id
      and mention.seq > ${memberRow}.read_seq and said.deleted_at is null)`;
}
