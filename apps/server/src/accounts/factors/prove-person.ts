import type { MySecondFactor, Proof } from '@confab/protocol';
import { ApiError, type Caller } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { provePassword } from '../change-password.ts';
import { takesPassword } from '../identities/takes-password.ts';

/** Whoever logged in within this time is not somebody at a device that was left logged in. */
const freshMs = 10 * 60_000;

/** Shows that it is the person themselves: by their password, or by having logged in a moment ago. */
export async function provePerson(
  context: AccountsContext,
  { userId, sessionId }: Caller,
  { currentPassword: password }: Proof,
): Promise<void> {
  if (password !== undefined) return await provePassword(context, { userId, password });
  const wanted = await readWantedProof(context, { userId, sessionId });
  if (wanted === 'none') return;
  if (wanted === 'log-in') {
    throw new ApiError('forbidden', 'Log out and in again, then do this within ten minutes.');
  }
  const errors = [{ path: 'currentPassword', message: 'your password' }];
  throw new ApiError('invalid-request', 'Nothing was changed.', { errors });
}

/** What `provePerson` would ask for now. */
export async function readWantedProof(
  { storage, factors, now }: AccountsContext,
  { userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>,
): Promise<MySecondFactor['proof']> {
  const session = await factors.db
    .selectFrom('sessions')
    .select(['created_at', 'second_factor_at'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  const startedAt = session ? Math.max(new Date(session.created_at).getTime(), session.second_factor_at ?? 0) : 0;
  if (startedAt > now() - freshMs) return 'none';
  const account = await storage.db
    .selectFrom('accounts')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return account?.password && (await takesPassword(storage.db, userId)) ? 'password' : 'log-in';
}
