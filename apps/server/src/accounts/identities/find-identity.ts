import type { Kysely } from 'kysely';
import type { Database } from '../../storage/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import type { Identity, IdentityTables, KnownIdentity } from './identity.ts';

type Context = Pick<AccountsContext, 'storage'>;

export function identityTables({ storage }: Context): Kysely<Database & IdentityTables> {
  return storage.db.$extendTables<IdentityTables>();
}

export async function findIdentity(
  context: Context,
  { provider, subject }: Pick<Identity, 'provider' | 'subject'>,
): Promise<KnownIdentity | null> {
  const row = await identityTables(context)
    .selectFrom('identities')
    .select(['user_id', 'gone_at'])
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row ? { provider, subject, userId: row.user_id, goneAt: row.gone_at } : null;
}

/** Who has shown here that the address is theirs. */
export async function findOwner({ storage }: Context, address: string): Promise<string | null> {
  const row = await storage.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', address)
    .where('email_verified', '=', true)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Rejects where it is kept already. */
export async function keepIdentity(
  db: Kysely<Database>,
  { provider, subject }: Pick<Identity, 'provider' | 'subject'>,
  { userId, at }: { userId: string; at: number },
): Promise<void> {
  await db
    .$extendTables<IdentityTables>()
    .insertInto('identities')
    .values({ provider, subject, user_id: userId, at, seen_at: at, gone_at: 0 })
    .execute();
}
