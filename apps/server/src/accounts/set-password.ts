import { ApiError } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { takesPassword } from './identities/takes-password.ts';
import { hashPassword } from './password-hash.ts';
import { findPasswordFault } from './password-strength.ts';

/**
 * Without the one before: whoever asks has shown otherwise that they may. All sessions of the account end. `claim` uses up what they showed, after
 * the password is known to do and before anything is changed. A second factor stays as it is.
 */
export async function setPassword(
  { storage, now, sessions }: Pick<AccountsContext, 'storage' | 'now' | 'sessions'>,
  { userId, newPassword, claim }: { userId: string; newPassword: string; claim: () => Promise<void> },
): Promise<void> {
  const owner = await storage.db
    .selectFrom('users')
    .select(['username', 'email'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!owner || !(await takesPassword(storage.db, userId)))
    throw new ApiError('forbidden', 'This account has no password. Log in as you usually do.');
  const fault = findPasswordFault(newPassword, owner);
  if (fault !== null) {
    const errors = [{ path: 'newPassword', message: fault }];
    throw new ApiError('invalid-request', 'The password was not changed.', { errors });
  }
  const password = await hashPassword(newPassword);
  await claim();
  await keepPassword(storage, { userId, password, at: new Date(now()) });
  // One that they were given is replaced by this.
  await storage.db
    .updateTable('users')
    .set({ restricted: null })
    .where('id', '=', userId)
    .where('restricted', '=', 'password')
    .execute();
  await sessions.end(userId, 'all');
}

/** Who came with an owner's archive may have no place for one yet. */
async function keepPassword(
  { db }: AccountsContext['storage'],
  { userId, password, at }: { userId: string; password: string; at: Date },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('accounts')
    .set({ password, updated_at: at })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const tokens = { access_token: null, refresh_token: null, id_token: null, scope: null };
  const made = { id: userId, account_id: userId, provider_id: 'credential', user_id: userId, password, ...tokens };
  await db
    .insertInto('accounts')
    .values({ ...made, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ password, updated_at: at }))
    .execute();
}
