import { type Kysely, type RawBuilder, sql } from 'kysely';
import { neverScan } from './0003-postgres-functions.ts';
import type { Migration } from './migration.ts';

/**
 * A message is identity, place, content and `parts`. Reactions and the event of a system message move there; only the few
 * rows that have either are written, and both are found by indexes, so that a million messages take no rewrite.
 *
 * The columns `reactions` and `event` stay for one version. On PostgreSQL nodes of the version before run beside this one
 * during an upgrade (D25): what they write there is taken over, and what this version writes is shown to them.
 */
export const messageParts: Migration = {
  name: '0007-message-parts',
  async up(db, dialect) {
    await sql`alter table messages add column parts text`.execute(db);
    // The plain conditions are those of the partial indexes: `messages_not_counted` and `messages_touched`.
    await moveWhere(db, sql`(kind = 'system' or deleted_at is not null) and event is not null`);
    await moveWhere(db, sql`touched = 1 and reactions is not null and parts is null`);
    if (dialect === 'sqlite') return;
    for (const step of [sendFunction, sendOfOldNodes, ...mirror]) await step.execute(db);
  },
};

async function moveWhere(db: Kysely<unknown>, condition: RawBuilder<unknown>): Promise<void> {
  await sql`update messages set parts = ${partsOf('messages')} where ${condition}`.execute(db);
}

/** As `encodeParts` in packages/protocol writes them. */
function partsOf(row: string): RawBuilder<string> {
  const [reactions, event] = [sql.raw(`${row}.reactions`), sql.raw(`${row}.event`)];
  return sql`'{"reactions":' || coalesce(${reactions}, '[]') || ',"event":' || coalesce(${event}, 'null') || '}'`;
}

/** As in 0005, with the parts: null where no message of the batch has any. */
const sendFunction = sql`
create function confab_send(
  chat_ids text[], sender_ids text[], client_ids text[], contents text[], ats bigint[], all_parts text[])
returns table (n bigint, seq bigint, rev bigint, at bigint)
language plpgsql ${neverScan} as $$
#variable_conflict use_column
begin
  perform 1 from chats where chats.id = any (chat_ids) order by chats.id for no key update;
  return query
  with input as materialized (
    select * from unnest(chat_ids, sender_ids, client_ids, contents, ats, all_parts)
      with ordinality as i (chat_id, sender_id, client_id, content, at, parts, n)
  ),
  allowed as (
    select input.*, row_number() over (partition by input.sender_id, input.client_id order by input.n) as attempt
    from input
    join members on members.chat_id = input.chat_id and members.user_id = input.sender_id
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

const sendOfOldNodes = sql`
create or replace function confab_send(chat_ids text[], sender_ids text[], client_ids text[], contents text[], ats bigint[])
returns table (n bigint, seq bigint, rev bigint, at bigint)
language sql as $$ select * from confab_send(chat_ids, sender_ids, client_ids, contents, ats, null) $$`;

/** The conditions are looked at without a call: a plain message, written by either version, costs none. */
const mirror: readonly RawBuilder<unknown>[] = [
  sql`
create function confab_take_over_parts() returns trigger language plpgsql as $$
begin
  new.parts = (coalesce(new.parts, '{}')::jsonb || (${partsOf('new')})::jsonb)::text;
  return new;
end $$`,
  sql`
create function confab_show_parts() returns trigger language plpgsql as $$
begin
  new.reactions = nullif((new.parts::jsonb -> 'reactions')::text, '[]');
  new.event = nullif((new.parts::jsonb -> 'event')::text, 'null');
  return new;
end $$`,
  sql`
create trigger messages_insert_by_old_node before insert on messages for each row
when (new.parts is null and (new.reactions is not null or new.event is not null))
execute function confab_take_over_parts()`,
  sql`
create trigger messages_update_by_old_node before update on messages for each row
when (new.parts is not distinct from old.parts
  and (new.reactions is distinct from old.reactions or new.event is distinct from old.event))
execute function confab_take_over_parts()`,
  sql`
create trigger messages_insert_shown before insert on messages for each row
when (new.parts is not null and new.reactions is null and new.event is null)
execute function confab_show_parts()`,
  sql`
create trigger messages_update_shown before update on messages for each row
when (new.parts is distinct from old.parts)
execute function confab_show_parts()`,
  // Their edits raise no `edited_rev` (0006).
  sql`
create function confab_note_edit() returns trigger language plpgsql as $$
begin
  new.edited_rev = new.rev;
  return new;
end $$`,
  sql`
create trigger messages_edit_by_old_node before update on messages for each row
when (new.content is distinct from old.content and new.edited_rev is not distinct from old.edited_rev)
execute function confab_note_edit()`,
];
