import type { ListedGroup, ListedGroupQuery, ListedGroups } from '@confab/protocol';
import { sql } from 'kysely';
import { z } from 'zod';
import { containsPattern } from '../accounts/index.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { AdministrationContext } from './administration-context.ts';
import { readCursor, writeCursor } from './cursor.ts';

interface GroupRow {
  id: string;
  name: string | null;
  parts: string | null;
  created_at: number;
  last_at: number;
  members: number;
}

interface Parts {
  visibility?: string;
  posting?: string;
  archived?: boolean;
  compliance?: { by: string; until: string };
}

/** Those who can log in, of a group. */
const owners = sql`select members.user_id from members join users on users.id = members.user_id
  where members.chat_id = chats.id and members.role = 'owner'
    and users.deactivated_at is null and users.waiting_since is null`;

/** Named of each; how many more there are does not matter. */
const ownersNamed = 3;

/** All groups of the place, the last active first: what can be seen of them from outside, and nothing of what is in them. */
export async function listGroups(context: AdministrationContext, query: ListedGroupQuery): Promise<ListedGroups> {
  const rows = await findPage(context, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const ownersOf = await findOwners(
    context,
    page.map(({ id }) => id),
  );
  const now = context.clock.wallNow();
  return {
    groups: page.map((row): ListedGroup => {
      const { visibility, posting, archived, compliance } = JSON.parse(row.parts ?? '{}') as Parts;
      return {
        id: row.id,
        name: row.name ?? '',
        visibility: visibility === 'public' ? 'public' : 'private',
        isArchived: archived === true && posting === 'admins' && visibility !== 'public',
        memberCount: row.members,
        owners: ownersOf.get(row.id) ?? [],
        createdAt: encodeTimestamp(row.created_at),
        lastActiveAt: encodeTimestamp(row.last_at),
        access: compliance && Date.parse(compliance.until) > now ? compliance : null,
      };
    }),
    nextCursor: rows.length > page.length && last ? writeCursor([last.last_at, last.id]) : null,
  };
}

async function findPage({ storage }: AdministrationContext, wanted: ListedGroupQuery): Promise<GroupRow[]> {
  const { id: only, query, visibility, orphaned, limit, cursor } = wanted;
  // One that was deleted has no name.
  const conditions = [sql`kind = 'group' and name <> ''`];
  if (only !== undefined) conditions.push(sql`id = ${only}`);
  // SQLite folds the letters of English alone: others are found as they are written too.
  if (query) {
    const [folded, typed] = [containsPattern(query.toLowerCase()), containsPattern(query)];
    conditions.push(sql`(lower(name) like ${folded} escape ${'\\'} or name like ${typed} escape ${'\\'})`);
  }
  const listed = sql`exists (select 1 from public_groups where public_groups.chat_id = chats.id)`;
  if (visibility !== undefined) conditions.push(visibility === 'public' ? listed : sql`not ${listed}`);
  if (orphaned !== undefined) conditions.push(sql`not exists (${owners})`);
  if (cursor !== undefined) {
    const [at, id] = readCursor(cursor, z.int());
    conditions.push(sql`(last_at < ${at} or (last_at = ${at} and id > ${id}))`);
  }
  const { rows } = await sql<GroupRow>`
    select id, name, parts, created_at, last_at,
      (select count(*) from members where members.chat_id = chats.id) as members
    from chats where ${sql.join(conditions, sql` and `)}
    order by last_at desc, id limit ${sql.lit(limit + 1)}`.execute(storage.db);
  return rows;
}

async function findOwners({ storage }: AdministrationContext, chatIds: readonly string[]) {
  const found = new Map<string, ListedGroup['owners']>();
  if (chatIds.length === 0) return found;
  const rows = await storage.db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select(['members.chat_id', 'users.id', 'users.name'])
    .where('members.chat_id', 'in', chatIds)
    .where('members.role', '=', 'owner')
    .where('users.deactivated_at', 'is', null)
    .where('users.waiting_since', 'is', null)
    .orderBy('members.joined_at')
    .orderBy('users.id')
    .execute();
  for (const { chat_id: chatId, id, name } of rows) {
    const named = found.get(chatId) ?? [];
    if (named.length < ownersNamed) found.set(chatId, [...named, { id, displayName: name }]);
  }
  return found;
}
