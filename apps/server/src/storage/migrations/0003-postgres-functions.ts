import { type RawBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The hot writes as functions, so that a batch is one round trip. Both lock the batch's chats in the order of their ids
 * first: no two batches wait for each other in a circle, and what follows sees all that was committed before, so
 * that `seq` is commit order. SQLite has the same in sqlite/commit-batch.ts.
 */
export const postgresFunctions: Migration = {
  name: '0003-postgres-functions',
  async up(db, dialect) {
    if (dialect !== 'postgres') return;
    await sendFunction.execute(db);
    await moveReadPositionsFunction.execute(db);
  },
};

// Plans are kept per connection, also those made while the tables were empty: never scan a table for a batch. And kept
// they are: left to itself, PostgreSQL plans a batch anew each time, which costs more than to run one of a single message.
export const neverScan = sql`set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  set plan_cache_mode = force_generic_plan`;

/**
 * Answers `seq` and `rev` of the sends that made a message, by their place `n` in the batch. The others were sent by
 * somebody who is no member, or with a `client_id` that is known.
 */
const sendFunction: RawBuilder<unknown> = sql`
create function confab_send(chat_ids text[], sender_ids text[], client_ids text[], contents text[], ats bigint[])
returns table (n bigint, seq bigint, rev bigint)
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
    select allowed.*, row_number() over (partition by allowed.chat_id order by allowed.n) as place
    from allowed
    where allowed.client_id is null or (allowed.attempt = 1 and not exists (
      select from sends where sends.client_id = allowed.client_id and sends.sender_id = allowed.sender_id))
  ),
  numbered as materialized (
    select accepted.*, chats.seq + accepted.place as seq, chats.rev + accepted.place as rev
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
  select numbered.n, numbered.seq, numbered.rev from numbered;
end $$`;

/** Answers by place `n`, without those of people who are no members. One move per member and call. */
const moveReadPositionsFunction: RawBuilder<unknown> = sql`
create function confab_move_read_positions(chat_ids text[], user_ids text[], seqs bigint[])
returns table (n bigint, read_seq bigint, unread bigint, at_rev bigint, moved boolean)
language plpgsql ${neverScan} as $$
#variable_conflict use_column
begin
  perform 1 from chats where chats.id = any (chat_ids) order by chats.id for share;
  perform 1 from members
    join unnest(chat_ids, user_ids) as i (chat_id, user_id)
      on members.chat_id = i.chat_id and members.user_id = i.user_id
    order by members.chat_id, members.user_id for update of members;
  return query
  with target as materialized (
    select i.n, members.chat_id, members.user_id, members.read_seq as before,
      greatest(members.read_seq, least(i.seq, chats.seq)) as after, chats.seq as head_seq, chats.rev
    from unnest(chat_ids, user_ids, seqs) with ordinality as i (chat_id, user_id, seq, n)
    join members on members.chat_id = i.chat_id and members.user_id = i.user_id
    join chats on chats.id = i.chat_id
  ),
  new_positions as (
    update members set read_seq = target.after
    from target
    where members.chat_id = target.chat_id and members.user_id = target.user_id and target.after > target.before
  )
  select target.n, target.after, target.head_seq - target.after - (
      select count(*) from messages
      where messages.chat_id = target.chat_id and messages.seq > target.after
        and (messages.kind = 'system' or messages.deleted_at is not null)),
    target.rev, target.after > target.before
  from target;
end $$`;
