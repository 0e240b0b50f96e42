import type { Storage } from '../../storage/index.ts';
import { directoryProvider, type IdentityTables } from './identity.ts';

/**
 * Whether somebody chooses a password here: who has one, or for whom nobody else vouches. Whose way in is a provider comes by that alone, and
 * by no link either: it may have disabled them, or ask for more than a mailbox. Of a directory the password there is the only one.
 */
export async function takesPassword(db: Storage['db'], userId: string): Promise<boolean> {
  const rows = await db
    .$extendTables<IdentityTables>()
    .selectFrom('accounts')
    .leftJoin('identities', 'identities.user_id', 'accounts.user_id')
    .select(['accounts.password', 'identities.provider'])
    .where('accounts.user_id', '=', userId)
    .where('accounts.provider_id', '=', 'credential')
    .execute();
  // Of somebody who was deleted, none is left.
  if (rows.length === 0) return false;
  if (rows.some(({ provider }) => provider === directoryProvider)) return false;
  return rows.every(({ password, provider }) => password !== null || provider === null);
}
