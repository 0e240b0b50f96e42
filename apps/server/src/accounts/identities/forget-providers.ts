import type { Storage } from '../../storage/index.ts';
import type { IdentityTables } from './identity.ts';

/** Nobody vouches for them any more, and so they choose a password here. Answers who did. */
export async function forgetProviders(db: Storage['db'], userId: string): Promise<string[]> {
  const rows = await db
    .$extendTables<IdentityTables>()
    .deleteFrom('identities')
    .where('user_id', '=', userId)
    .returning('provider')
    .execute();
  return rows.map(({ provider }) => provider);
}
