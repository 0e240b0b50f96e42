import { sql } from 'kysely';
import { neverScan } from './0003-postgres-functions.ts';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** Whom messages mention, `*` for all members of the chat: an index of what the parts say, to count by (D33). */
const tables = featureTables('0013-mentions', [
  {
    name: 'mentions',
    columns: { user_id: 'id', chat_id: 'id', seq: 'int' },
    key: ['user_id', 'chat_id', 'seq'],
    chat: 'chat_id',
  },
]);

export const mentions: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    if (dialect === 'postgres') await countingFunction.execute(db);
  },
};

/**
 * `confab_move_read_positions` with the mentions after each position. The chats are held first, as it holds them, so that the
 * statement after it sees all three of the same moment.
 */
const countingFunction = sql`
create function confab_read_up_to(chat_ids text[], user_ids text[], seqs bigint[])
returns table (n bigint, read_seq bigint, unread bigint, mentions bigint, at_rev bigint, moved boolean)
language plpgsql ${neverScan} as $$
#variable_conflict use_column
begin
  perform 1 from chats where chats.id = any (chat_ids) order by chats.id for share;
  return query
  select position.n, position.read_seq, position.unread, (
      select count(*) from mentions
      join messages on messages.chat_id = mentions.chat_id and messages.seq = mentions.seq
      where mentions.user_id in (user_ids[position.n], '*') and mentions.chat_id = chat_ids[position.n]
        and mentions.seq > position.read_seq and messages.deleted_at is null),
    position.at_rev, position.moved
  from confab_move_read_positions(chat_ids, user_ids, seqs) as position;
end $$`;
