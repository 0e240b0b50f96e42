import type { RegisterBody, SignedIn } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { isUniqueViolation } from '../storage/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { admit } from './admit.ts';
import { createAccount } from './create-account.ts';
import { limitEmailTaken } from './log-in-limits.ts';
import { hashPassword } from './password-hash.ts';
import { findPasswordFault } from './password-strength.ts';
import { visibleEmail } from './placeholder-email.ts';
import { startSession } from './start-session.ts';

export interface Registration {
  body: RegisterBody;
  userAgent: string | undefined;
  /** The network address that it comes from. */
  address: string;
}

/** Makes the account and logs in. Of several that want one name at once, one gets it. */
export async function register(
  context: AccountsContext,
  { body, userAgent, address }: Registration,
): Promise<SignedIn> {
  const email = body.email?.toLowerCase();
  const mayBeFirst = await context.isEmpty();
  const admission = admit(context.place.settings(), { email, mayBeFirst });
  refuseBadFields(body, email);
  const wanted = { username: body.username.toLowerCase(), email: email ?? null };
  const refuseWhatIsTaken = (): Promise<void> =>
    email === undefined
      ? refuseTaken(context, wanted)
      : limitEmailTaken(context.rates, address, () => refuseTaken(context, wanted));
  await refuseWhatIsTaken();
  // Before the transaction: it holds the database's one writer.
  const password = await hashPassword(body.password);
  const account = {
    username: body.username,
    displayName: body.displayName ?? body.username,
    email: email ?? null,
    password,
    ...admission,
  };
  const { userId } = await createAccount(context.storage, account, { at: context.now(), mayBeFirst }).catch(
    async (error: unknown) => {
      if (isUniqueViolation(error, 'users.username') || isUniqueViolation(error, 'users.email')) {
        await refuseWhatIsTaken();
      }
      throw error;
    },
  );
  // Refuses, where the account waits, and says so.
  return (await startSession(context, userId, userAgent)).signedIn;
}

function refuseBadFields({ username, password }: RegisterBody, email: string | undefined): void {
  const fault = findPasswordFault(password, { username, email });
  const errors = [
    ...(fault === null ? [] : [{ path: 'password', message: fault }]),
    ...(email !== undefined && visibleEmail(email) === null
      ? [{ path: 'email', message: 'not an e-mail address' }]
      : []),
  ];
  if (errors.length > 0) throw new ApiError('invalid-request', 'Correct the fields that `errors` names.', { errors });
}

async function refuseTaken(
  { storage }: AccountsContext,
  wanted: { username: string; email: string | null },
): Promise<void> {
  const rows = await storage.db
    .selectFrom('users')
    .select('username')
    .where((where) => where.or([where('username', '=', wanted.username), where('email', '=', wanted.email ?? '')]))
    .execute();
  if (rows.some(({ username }) => username === wanted.username)) {
    throw new ApiError('username-taken', 'Somebody has that username. Choose another one.');
  }
  if (rows.length > 0) throw new ApiError('email-taken', 'There is an account with that address. Log in instead.');
}
