import type { AccountState, Person, PersonList, PersonListQuery, Session } from '@confab/protocol';
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import {
  containsPattern,
  foldName,
  isVisibleEmail,
  readRole,
  visibleEmail,
  whoTakesPasswords,
} from '../accounts/index.ts';
import { ApiError } from '../http/index.ts';
import type { Database } from '../storage/schema.ts';
import type { AdministrationContext } from './administration-context.ts';
import { readCursor, textSchema, writeCursor } from './cursor.ts';

type Wanted = Pick<PersonListQuery, 'query' | 'role' | 'state'>;

/** By display name, then username: everybody who has an account, whatever state it is in. */
export async function listPeople(context: AdministrationContext, query: PersonListQuery): Promise<PersonList> {
  const [rows, count] = await Promise.all([findPage(context, query), countPeople(context, query)]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const now = context.clock.wallNow();
  const ids = page.map(({ id }) => id);
  const [profiles, withPasswords] = await Promise.all([
    context.accounts.users(ids),
    whoTakesPasswords(context.storage.db, ids),
  ]);
  return {
    people: page.map((row): Person => {
      const profile = profiles.get(row.id);
      return {
        id: row.id,
        username: row.display_username,
        displayName: row.name,
        email: visibleEmail(row.email),
        role: readRole(row.role),
        state: stateOf(row, now),
        createdAt: new Date(row.created_at).toISOString(),
        online: profile?.online ?? false,
        lastSeenAt: lastSeenOf(row),
        sessions: row.sessions ?? 0,
        takesPassword: withPasswords.has(row.id),
        ...(profile?.picture !== undefined && { picture: profile.picture }),
      };
    }),
    nextCursor: rows.length > page.length && last ? writeCursor([last.search_name, last.username]) : null,
    count,
  };
}

type SeenRow = Pick<Selectable<Database['users']>, 'last_seen_at'> & { logged_in_at: Date | string | null };

/** It is written a moment after somebody has gone: whoever is logged in has been seen at that. */
function lastSeenOf({ last_seen_at: seenAt, logged_in_at: loggedInAt }: SeenRow): string | null {
  const at = Math.max(seenAt ?? 0, loggedInAt === null ? 0 : new Date(loggedInAt).getTime());
  return at === 0 ? null : new Date(at).toISOString();
}

type StateRow = Pick<Selectable<Database['users']>, 'banned_until' | 'deactivated_at' | 'waiting_since'>;

function stateOf(row: StateRow, now: number): AccountState {
  if (row.deactivated_at !== null) return 'deactivated';
  if (row.waiting_since !== null) return 'waiting';
  return (row.banned_until ?? 0) > now ? 'banned' : 'active';
}

async function findPage({ storage, clock }: AdministrationContext, { limit, cursor, ...wanted }: PersonListQuery) {
  let select = storage.db
    .selectFrom('users')
    .select(['id', 'search_name', 'username', 'display_username', 'name', 'email', 'role', 'created_at'])
    .select(['last_seen_at', 'banned_until', 'deactivated_at', 'waiting_since'])
    .select((it) =>
      it
        .selectFrom('sessions')
        .whereRef('sessions.user_id', '=', 'users.id')
        .where('sessions.expires_at', '>', new Date(clock.wallNow()))
        .select(it.fn.countAll<number>().as('count'))
        .as('sessions'),
    )
    .select((it) =>
      it
        .selectFrom('sessions')
        .whereRef('sessions.user_id', '=', 'users.id')
        .select(({ fn }) => fn.max('created_at').as('at'))
        .as('logged_in_at'),
    )
    .where((it) => it.and(conditionsOf(it, wanted, clock.wallNow())))
    .orderBy('search_name')
    .orderBy('username')
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [name, username] = readCursor(cursor, textSchema);
    select = select.where(sql<boolean>`(search_name, username) > (${name}, ${username})`);
  }
  return await select.execute();
}

async function countPeople({ storage, clock }: AdministrationContext, wanted: Wanted): Promise<number> {
  const { count } = await storage.db
    .selectFrom('users')
    .select((it) => it.fn.countAll<number>().as('count'))
    .where((it) => it.and(conditionsOf(it, wanted, clock.wallNow())))
    .executeTakeFirstOrThrow();
  return count;
}

function conditionsOf(it: ExpressionBuilder<Database, 'users'>, { query, role, state }: Wanted, now: number) {
  // Of a deleted account there is nobody left to do anything about.
  const conditions = [it('deleted_at', 'is', null)];
  if (query) {
    const pattern = containsPattern(foldName(query));
    const like = (column: string) => sql<boolean>`${sql.ref(column)} like ${pattern} escape ${'\\'}`;
    conditions.push(
      it.or([like('search_name'), like('username'), it.and([like('email'), isVisibleEmail(sql.ref('email'))])]),
    );
  }
  if (role !== undefined) conditions.push(it('role', '=', role));
  if (state === 'deactivated') conditions.push(it('deactivated_at', 'is not', null));
  else if (state !== undefined) {
    conditions.push(it('deactivated_at', 'is', null), it('waiting_since', state === 'waiting' ? 'is not' : 'is', null));
  }
  if (state === 'banned') conditions.push(it('banned_until', '>', now));
  if (state === 'active') conditions.push(it.or([it('banned_until', 'is', null), it('banned_until', '<=', now)]));
  return conditions;
}

/** Where somebody is logged in, the newest first: by which device, not from where. */
export async function listPersonSessions(
  { storage, clock }: AdministrationContext,
  userId: string,
): Promise<Session[]> {
  const person = await storage.db.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst();
  if (!person) throw new ApiError('not-found', 'There is no such person.');
  const rows = await storage.db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'expires_at', 'user_agent'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', new Date(clock.wallNow()))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    createdAt: new Date(row.created_at).toISOString(),
    expiresAt: new Date(row.expires_at).toISOString(),
    userAgent: row.user_agent || null,
    current: false,
  }));
}
