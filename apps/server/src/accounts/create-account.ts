import type { PlaceRole } from '@confab/protocol';
import { sql } from 'kysely';
import type { Storage } from '../storage/index.ts';
import { spend } from '../place/index.ts';
import { goneInvitation } from './admit.ts';
import { makeId } from './make-id.ts';
import { makePlaceholderEmail } from './placeholder-email.ts';
import { foldName } from './search-name.ts';

export interface NewAccount {
  /** As it was typed. */
  username: string;
  displayName: string;
  /** Null: none. */
  email: string | null;
  /** Hashed: that takes a while, and this holds the database's one writer. Null: they log in by other means. */
  password: string | null;
  /** Unless they are the first, who owns the place. */
  role: PlaceRole;
  /** They asked to come in, and are not let in yet. */
  isWaiting?: boolean;
  restricted?: 'password';
  isEmailVerified?: boolean;
  /** The invitation that they come by: it is used up with this, or it was before and there is no account. */
  invitation?: Parameters<typeof spend>[1] | undefined;
}

export interface CreatedAccount {
  userId: string;
  /** Nobody had an account before: they own the place. */
  isFirst: boolean;
}

interface CreationOptions {
  at: number;
  mayBeFirst: boolean;
  /** What is written with it, or not at all. */
  andAlso?: (transaction: Storage['db'], created: CreatedAccount) => Promise<void>;
}

/** Of several that want one name, one gets it; of several that come first at once, one owns the place. */
export async function createAccount(
  { db }: Pick<Storage, 'db'>,
  account: NewAccount,
  { at, mayBeFirst, andAlso }: CreationOptions,
): Promise<CreatedAccount> {
  const userId = makeId();
  return await db.transaction().execute(async (transaction) => {
    const isFirst = mayBeFirst && (await claimPlace(transaction, userId, at));
    const now = new Date(at);
    const times = { created_at: now, updated_at: now };
    await transaction
      .insertInto('users')
      .values({
        ...times,
        id: userId,
        username: account.username.toLowerCase(),
        display_username: account.username,
        name: account.displayName,
        search_name: foldName(account.displayName),
        email: account.email ?? makePlaceholderEmail(),
        email_verified: account.isEmailVerified ?? false,
        image: null,
        last_seen_at: null,
        role: isFirst ? 'owner' : account.role,
        waiting_since: account.isWaiting && !isFirst ? at : null,
        restricted: account.restricted ?? null,
      })
      .execute();
    await transaction
      .insertInto('accounts')
      .values({
        ...times,
        id: makeId(),
        account_id: userId,
        provider_id: 'credential',
        user_id: userId,
        password: account.password,
        access_token: null,
        refresh_token: null,
        id_token: null,
        scope: null,
      })
      .execute();
    const { invitation } = account;
    if (invitation && !(await spend(transaction, invitation, { userId, at }))) throw goneInvitation();
    const created = { userId, isFirst };
    await andAlso?.(transaction, created);
    return created;
  });
}

/** Made once, and before there is anybody: who comes at the same time waits for it, and finds it there. */
async function claimPlace(transaction: Storage['db'], userId: string, at: number): Promise<boolean> {
  const { rows } = await sql`insert into place_settings (key, value, changed_at, changed_by)
    select 'founder', ${JSON.stringify(userId)}, cast(${at} as bigint), ${userId} where not exists (select 1 from users)
    on conflict (key) do nothing returning key`.execute(transaction);
  return rows.length > 0;
}
