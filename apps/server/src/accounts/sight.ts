import type { PlaceRole } from '@confab/protocol';
import { sql } from 'kysely';
import type { AccountsContext } from './accounts-context.ts';
import { readRole } from './standing-rules.ts';

type Context = Pick<AccountsContext, 'storage' | 'place'>;

interface Viewer {
  userId: string;
  role?: PlaceRole;
}

/** See `Accounts.whoIsFound`. */
export async function findPeople(context: Context, viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
  return await findSeen(context, viewer, { ids, withGone: false });
}

/** See `Accounts.whoIsKnown`. */
export async function findKnown(context: Context, viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
  return await findSeen(context, viewer, { ids, withGone: true });
}

async function findSeen(
  context: Context,
  { userId, role }: Viewer,
  { ids, withGone }: { ids: readonly string[]; withGone: boolean },
): Promise<Set<string>> {
  const seesAll = context.place.permits(role ?? (await roleOf(context, userId)), 'see-everyone');
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += idsPerQuery) {
    let select = context.storage.db
      .selectFrom('users')
      .select('id')
      .where('id', 'in', ids.slice(at, at + idsPerQuery))
      .where('waiting_since', 'is', null);
    if (!withGone) select = select.where('deactivated_at', 'is', null);
    if (!seesAll) select = select.where(isCompanyOf(userId));
    for (const { id } of await select.execute()) found.add(id);
  }
  return found;
}

async function roleOf({ storage }: Context, userId: string): Promise<PlaceRole> {
  const row = await storage.db.selectFrom('users').select('role').where('id', '=', userId).executeTakeFirst();
  return readRole(row?.role ?? 'guest');
}

const idsPerQuery = 500;

/**
 * A row of `users` is somebody who shares a chat with this one, or this one: all that a guest sees of the place. For few rows: each is
 * looked for in all of the person's chats.
 */
export function isCompanyOf(userId: string) {
  return sql<boolean>`(users.id = ${userId} or exists (select 1 from members own
    join members other on other.chat_id = own.chat_id where own.user_id = ${userId} and other.user_id = users.id))`;
}

/** The same where all of the place is gone through: who they are is found once, not for each of ten thousand in hundreds of chats (A43). */
export function isOfCompanyOf(userId: string) {
  return sql<boolean>`users.id in (select cast(${userId} as text) union select other.user_id from members own
    join members other on other.chat_id = own.chat_id where own.user_id = ${userId})`;
}
