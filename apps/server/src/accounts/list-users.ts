import { type UserList, type UserListQuery, withoutNul } from '@confab/protocol';
import { sql } from 'kysely';
import { z } from 'zod';
import { ApiError, type Caller } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { findKnown, isOfCompanyOf } from './sight.ts';
import { containsPattern, foldName } from './search-name.ts';

/** By display name, then username; or those of `ids` that exist, in their order. */
export async function listUsers(context: AccountsContext, viewer: Caller, query: UserListQuery): Promise<UserList> {
  const { userId: viewerId } = viewer;
  if (query.ids) {
    const known = await findKnown(context, viewer, query.ids);
    const ids = query.ids.filter((id) => known.has(id));
    return { users: [...(await context.profiles.users(ids, viewerId)).values()], nextCursor: null };
  }
  const rows = await findPage(context, viewer, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const users = await context.profiles.users(
    page.map(({ id }) => id),
    viewerId,
  );
  return {
    users: [...users.values()],
    nextCursor: rows.length > page.length && last ? writeCursor([last.search_name, last.username]) : null,
  };
}

async function findPage(
  { storage, place }: AccountsContext,
  { userId, role }: Caller,
  { query, limit, cursor }: UserListQuery,
) {
  let select = storage.db
    .selectFrom('users')
    .select(['id', 'search_name', 'username'])
    .orderBy('search_name')
    .orderBy('username')
    .where('waiting_since', 'is', null)
    .where('deactivated_at', 'is', null)
    .limit(limit + 1);
  if (!place.permits(role, 'see-everyone')) select = select.where(isOfCompanyOf(userId));
  if (cursor !== undefined) {
    const [name, username] = readCursor(cursor);
    select = select.where(sql<boolean>`(search_name, username) > (${name}, ${username})`);
  }
  if (query) {
    const pattern = containsPattern(foldName(query));
    select = select.where(
      sql<boolean>`(search_name like ${pattern} escape ${'\\'} or username like ${pattern} escape ${'\\'})`,
    );
  }
  return await select.execute();
}

const placeSchema = z.string().regex(withoutNul);
const cursorSchema = z.tuple([placeSchema, placeSchema]);

function writeCursor(place: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const errors = [{ path: 'cursor', message: 'not one that the server gave' }];
    throw new ApiError('invalid-request', 'Start again without a cursor.', { errors, cause });
  }
}
