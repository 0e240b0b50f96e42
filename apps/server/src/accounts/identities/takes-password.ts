import type { Storage } from '../../storage/index.ts';
import { directoryProvider, type IdentityTables } from './identity.ts';

/**
 * Whether somebody chooses a password here: who has one, or for whom nobody else vouches. Whose way in is a provider comes by that alone, and
 * by no link either: it may have disabled them, or ask for more than a mailbox. Of a directory the password there is the only one.
 */
export async function takesPassword(db: Storage['db'], userId: string): Promise<boolean> {
  return takes(await readWays(db, [userId]));
}

/** Who of these people does. */
export async function whoTakesPasswords(db: Storage['db'], userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const ways = Map.groupBy(await readWays(db, userIds), ({ userId }) => userId);
  return new Set(userIds.filter((userId) => takes(ways.get(userId) ?? [])));
}

/**
 * Whether nothing but a provider of OpenID Connect vouches for them. It tells nobody whom it disables, unlike a directory, which is asked:
 * so that their passkey alone does not let them in.
 */
export async function comesByProviderAlone(db: Storage['db'], userId: string): Promise<boolean> {
  const ways = await readWays(db, [userId]);
  return ways.length > 0 && ways.every(({ password, provider }) => password === null && isProvider(provider));
}

function isProvider(vouching: string | null): boolean {
  return vouching !== null && vouching !== directoryProvider;
}

/** Whether they would be let in without this one who vouches for them: by a password, or by another who does. */
export async function hasOtherWay(db: Storage['db'], userId: string, provider: string): Promise<boolean> {
  const ways = await readWays(db, [userId]);
  const hasPassword = takes(ways) && ways.some(({ password }) => password !== null);
  return hasPassword || ways.some((way) => way.provider !== null && way.provider !== provider);
}

interface Way {
  userId: string;
  password: string | null;
  provider: string | null;
}

async function readWays(db: Storage['db'], userIds: readonly string[]): Promise<Way[]> {
  return await db
    .$extendTables<IdentityTables>()
    .selectFrom('users')
    // Who came with an owner's archive to a version that made no place for a password has none of these.
    .leftJoin('accounts', (join) =>
      join.onRef('accounts.user_id', '=', 'users.id').on('accounts.provider_id', '=', 'credential'),
    )
    .leftJoin('identities', 'identities.user_id', 'users.id')
    .select(['users.id as userId', 'accounts.password', 'identities.provider'])
    .where('users.id', 'in', userIds)
    .where('users.deleted_at', 'is', null)
    .execute();
}

function takes(rows: readonly Way[]): boolean {
  // Of somebody who was deleted there are none.
  if (rows.length === 0) return false;
  if (rows.some(({ provider }) => provider === directoryProvider)) return false;
  return rows.every(({ password, provider }) => password !== null || provider === null);
}
