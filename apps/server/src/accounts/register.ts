import type { RegisterBody, SignedIn } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { isUniqueViolation } from '../storage/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { limitEmailTaken } from './log-in-limits.ts';
import { makeId } from './make-id.ts';
import { hashPassword } from './password-hash.ts';
import { findPasswordFault } from './password-strength.ts';
import { makePlaceholderEmail, visibleEmail } from './placeholder-email.ts';
import { foldName } from './search-name.ts';
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
  if (context.config.registration === 'closed') {
    throw new ApiError('forbidden', 'Accounts are not open to everybody here. Ask whoever runs this server.');
  }
  const email = body.email?.toLowerCase();
  refuseBadFields(body, email);
  const wanted = { username: body.username.toLowerCase(), email: email ?? makePlaceholderEmail() };
  const refuseWhatIsTaken = (): Promise<void> =>
    email === undefined
      ? refuseTaken(context, wanted)
      : limitEmailTaken(context.rates, address, () => refuseTaken(context, wanted));
  await refuseWhatIsTaken();
  // Before the transaction: it holds the database's one writer.
  const password = await hashPassword(body.password);
  const userId = await createUser(context, { ...wanted, password, body }).catch(async (error: unknown) => {
    if (isUniqueViolation(error, 'users.username') || isUniqueViolation(error, 'users.email')) {
      await refuseWhatIsTaken();
    }
    throw error;
  });
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

async function refuseTaken({ storage }: AccountsContext, wanted: { username: string; email: string }): Promise<void> {
  const rows = await storage.db
    .selectFrom('users')
    .select('username')
    .where((where) => where.or([where('username', '=', wanted.username), where('email', '=', wanted.email)]))
    .execute();
  if (rows.some(({ username }) => username === wanted.username)) {
    throw new ApiError('username-taken', 'Somebody has that username. Choose another one.');
  }
  if (rows.length > 0) throw new ApiError('email-taken', 'There is an account with that address. Log in instead.');
}

interface NewUser {
  username: string;
  email: string;
  password: string;
  body: RegisterBody;
}

async function createUser(context: AccountsContext, { username, email, password, body }: NewUser): Promise<string> {
  const { adapter } = await (await context.library()).$context;
  const now = new Date(context.now());
  const times = { createdAt: now, updatedAt: now };
  const name = body.displayName ?? body.username;
  return await adapter.transaction(async (transaction) => {
    const user = await transaction.create<{ id: string }>({
      model: 'user',
      data: {
        ...times,
        id: makeId(),
        username,
        displayUsername: body.username,
        name,
        searchName: foldName(name),
        email,
        emailVerified: false,
      },
      forceAllowId: true,
    });
    const account = { ...times, userId: user.id, accountId: user.id, providerId: 'credential', password };
    await transaction.create({ model: 'account', data: account });
    return user.id;
  });
}
