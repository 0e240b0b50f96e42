import { ApiError, type Caller } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { takesPassword } from './identities/takes-password.ts';
import { limitPasswordChange } from './log-in-limits.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { findPasswordFault } from './password-strength.ts';

export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}

/** Every other session of the account ends with it: whoever had the old password is out. */
export async function changePassword(context: AccountsContext, caller: Caller, change: PasswordChange): Promise<void> {
  const { storage, now, sessions } = context;
  const account = await findAccount(context, caller.userId);
  if (!(await verifyPassword({ hash: account.password ?? '', password: change.currentPassword }))) {
    refuse('currentPassword', 'not your password');
  }
  const fault = findPasswordFault(change.newPassword, account);
  if (fault !== null) refuse('newPassword', fault);
  const password = await hashPassword(change.newPassword);
  const changed = await storage.db
    .updateTable('accounts')
    .set({ password, updated_at: new Date(now()) })
    .where('user_id', '=', caller.userId)
    .where('provider_id', '=', 'credential')
    .where('password', '=', account.password)
    .executeTakeFirst();
  // Somebody changed it in the meantime, from another device.
  if (changed.numUpdatedRows === 0n) refuse('currentPassword', 'not your password');
  await sessions.end(caller.userId, { allBut: caller.sessionId });
  if (caller.restricted === 'password') await liftRestriction(context, caller.userId);
}

/** It was given to them by whoever made the account: now they have one that nobody else knows. */
async function liftRestriction({ storage, sessions }: AccountsContext, userId: string): Promise<void> {
  await storage.db
    .updateTable('users')
    .set({ restricted: null })
    .where('id', '=', userId)
    .where('restricted', '=', 'password')
    .execute();
  sessions.changed(userId);
}

/** Somebody at a device that was left logged in does not know it. A wrong one counts as a guess, as in a change of the password. */
export async function provePassword(
  context: Pick<AccountsContext, 'storage' | 'rates'>,
  { userId, password }: { userId: string; password: string },
): Promise<void> {
  await limitPasswordChange(context.rates, userId, async () => {
    const account = await findAccount(context, userId);
    if (!(await verifyPassword({ hash: account.password ?? '', password }))) {
      refuse('currentPassword', 'not your password', 'Nothing was changed.');
    }
  });
}

function refuse(path: string, message: string, detail = 'The password was not changed.'): never {
  throw new ApiError('invalid-request', detail, { errors: [{ path, message }] });
}

async function findAccount({ storage }: Pick<AccountsContext, 'storage'>, userId: string) {
  const account = await storage.db
    .selectFrom('accounts')
    .innerJoin('users', 'users.id', 'accounts.user_id')
    .select(['accounts.password', 'users.username', 'users.email'])
    .where('users.id', '=', userId)
    .where('accounts.provider_id', '=', 'credential')
    .executeTakeFirst();
  // One that was kept here before a directory had its say counts no more.
  if (!account?.password || !(await takesPassword(storage.db, userId))) {
    throw new ApiError('forbidden', 'This account has no password.');
  }
  return account;
}
