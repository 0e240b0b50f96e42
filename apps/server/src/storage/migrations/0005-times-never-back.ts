import { type RawBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';
import { neverScan } from './0003-postgres-functions.ts';

/**
 * A chat's times never run backwards, whatever the clocks of its nodes do (D27): the log stamps a message no earlier than
 * the one before it, and answers with what stamp. SQLite has the same in sqlite/commit-batch.ts.
 */
export const timesNeverBack: Migration = {
  name: '0005-times-never-back',
  async up(db, dialect) {
    if (dialect !== 'postgres') return;
    // What a function answers can't be changed in place. Nodes of the version before ask for three of its columns, by name.
    await sql`drop function confab_send`.execute(db);
    await sendFunction.execute(db);
  },
};

/** As in 0003, but for the stamps. */
const sendFunction: RawBuilder<unknown> = sql`
create function confab_send(chat_ids text[], sender_ids text[], client_ids text[], contents text[], ats bigint[])
returns table (n bigint, seq bigint, rev bigint, at bigint)
language plpgsql ${neverScan} as $$
#variable_conflict use_column
begin
  perform 1 from chats where chats.id = any (chat_ids) order by chats.id for no key update;
  return query
  with input as materialized (
    select * from unnest(chat_ids, sender_ids, client_ids, contents, ats)
      with ordinality as i (chat_id, sender_id, client_id, content, at, n)
  ),
  allowed as (
    select input.*, row_number() over (partition by input.sender_id, input.client_id order by input.n) as attempt
    from input
    join members on members.chat_id = input.chat_id and members.user_id = input.sender_id
  ),
  accepted as (
    select allowed.chat_id, allowed.sender_id, allowed.client_id, allowed.content, allowed.n,
      row_number() over in_order as place, max(allowed.at) over in_order as at
    from allowed
    where allowed.client_id is null or (allowed.attempt = 1 and not exists (
      select from sends where sends.client_id = allowed.client_id and sends.sender_id = allowed.sender_id))
    window in_order as (partition by allowed.chat_id order by allowed.n)
  ),
  numbered as materialized (
    select accepted.chat_id, accepted.sender_id, accepted.client_id, accepted.content, accepted.n, accepted.place,
      chats.seq + accepted.place as seq, chats.rev + accepted.place as rev, greatest(accepted.at, chats.last_at) as at
    from accepted
    join chats on chats.id = accepted.chat_id
  ),
  new_sends as (
    insert into sends (sender_id, client_id, chat_id, seq)
    select sender_id, client_id, chat_id, seq from numbered where client_id is not null
  ),
  new_messages as (
    insert into messages (chat_id, seq, rev, kind, sender_id, client_id, content, created_at)
    select chat_id, seq, rev, 'text', sender_id, client_id, content, at from numbered
  ),
  new_heads as (
    update chats set seq = last.seq, rev = last.rev, last_at = last.at
    from (select distinct on (chat_id) chat_id, seq, rev, at from numbered order by chat_id, place desc) as last
    where chats.id = last.chat_id
  ),
  new_positions as (
    update members set read_seq = last.seq
    from (select chat_id, sender_id, max(seq) as seq from numbered group by chat_id, sender_id) as last
    where members.chat_id = last.chat_id and members.user_id = last.sender_id
  )
  select numbered.n, numbered.seq, numbered.rev, numbered.at from numbered;
end $$`;
