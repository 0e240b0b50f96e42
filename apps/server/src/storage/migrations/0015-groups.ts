import { sql } from 'kysely';
import { neverScan } from './0003-postgres-functions.ts';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** The groups that anybody may find, by the name that they are searched by. */
const tables = featureTables('0015-groups', [
  { name: 'public_groups', columns: { chat_id: 'id', search_name: 'text' }, key: ['chat_id'], chat: 'chat_id' },
]);

/** And a send looks, in PostgreSQL too, whether members may write in the group: see storage/posting.ts. */
export const groups: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await sql`create index public_groups_by_name on public_groups (search_name, chat_id)`.execute(db);
    if (dialect === 'postgres') await sendFunction.execute(db);
  },
};

/** As in 0007, but for the groups where only owners and admins write. Told by the lock, it costs no look where there is none. */
const sendFunction = sql`
create or replace function confab_send(
  chat_ids text[], sender_ids text[], client_ids text[], contents text[], ats bigint[], all_parts text[])
returns table (n bigint, seq bigint, rev bigint, at bigint)
language plpgsql ${neverScan} as $$
#variable_conflict use_column
declare
  some_closed boolean;
begin
  select coalesce(bool_or(strpos(locked.parts, '"posting":"admins"') > 0), false) into some_closed
    from (select chats.parts from chats where chats.id = any (chat_ids) order by chats.id for no key update) as locked;
  return query
  with input as materialized (
    select * from unnest(chat_ids, sender_ids, client_ids, contents, ats, all_parts)
      with ordinality as i (chat_id, sender_id, client_id, content, at, parts, n)
  ),
  allowed as (
    select input.*, row_number() over (partition by input.sender_id, input.client_id order by input.n) as attempt
    from input
    join members on members.chat_id = input.chat_id and members.user_id = input.sender_id
    where not some_closed or members.role <> 'member' or not exists (
      select from chats where chats.id = input.chat_id and strpos(chats.parts, '"posting":"admins"') > 0)
  ),
  accepted as (
    select allowed.chat_id, allowed.sender_id, allowed.client_id, allowed.content, allowed.parts, allowed.n,
      row_number() over in_order as place, max(allowed.at) over in_order as at
    from allowed
    where allowed.client_id is null or (allowed.attempt = 1 and not exists (
      select from sends where sends.client_id = allowed.client_id and sends.sender_id = allowed.sender_id))
    window in_order as (partition by allowed.chat_id order by allowed.n)
  ),
  numbered as materialized (
    select accepted.chat_id, accepted.sender_id, accepted.client_id, accepted.content, accepted.parts, accepted.n,
      accepted.place, chats.seq + accepted.place as seq, chats.rev + accepted.place as rev,
      greatest(accepted.at, chats.last_at) as at
    from accepted
    join chats on chats.id = accepted.chat_id
  ),
  new_sends as (
    insert into sends (sender_id, client_id, chat_id, seq)
    select sender_id, client_id, chat_id, seq from numbered where client_id is not null
  ),
  new_messages as (
    insert into messages (chat_id, seq, rev, kind, sender_id, client_id, content, created_at, parts)
    select chat_id, seq, rev, 'text', sender_id, client_id, content, at, parts from numbered
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
