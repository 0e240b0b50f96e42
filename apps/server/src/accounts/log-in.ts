import type { LoginBody, SignedIn } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { countStarted, limitLogIn } from './log-in-limits.ts';
import type { AccountsContext } from './accounts-context.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { startSession } from './start-session.ts';

export interface LoginAttempt {
  body: LoginBody;
  userAgent: string | undefined;
  /** The network address that it comes from. */
  address: string;
  /** The cookie of the devices that have logged in before. */
  deviceCookie: string | null;
}

const wrong = 'The name or the password is wrong.';

/**
 * Whether the account exists can't be told from the answer: not by its text, and not by its time, since a password is
 * checked either way and the database asked the same question.
 */
export async function logIn(context: AccountsContext, attempt: LoginAttempt): Promise<SignedIn> {
  const name = attempt.body.username.trim().toLowerCase();
  const account = await findAccount(context, name);
  const device = context.devices.find(attempt.deviceCookie, account?.userId);
  return await limitLogIn(context.rates, { address: attempt.address, name, device }, () =>
    startWithPassword(context, { ...attempt, name, account }),
  );
}

async function startWithPassword(
  context: AccountsContext,
  { body, userAgent, name, account }: LoginAttempt & { name: string; account: Account | undefined },
): Promise<SignedIn> {
  const hash = account?.password ?? (await dummyHash());
  const isRight = await verifyPassword({ hash, password: body.password });
  if (!account || !isRight) throw new ApiError('invalid-credentials', wrong);
  await countStarted(context.rates, account.userId);
  const { sessionId, signedIn } = await startSession(context, account.userId, userAgent);
  // A change of the password ends all sessions that it finds. One that began beside it, with the old one, ends here.
  if ((await findAccount(context, name))?.password !== account.password) {
    await context.sessions.end(account.userId, { ids: [sessionId] });
    throw new ApiError('invalid-credentials', wrong);
  }
  return signedIn;
}

type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

async function findAccount({ storage }: AccountsContext, name: string) {
  return await storage.db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.user_id', 'users.id')
    .select(['users.id as userId', 'accounts.password'])
    .where(name.includes('@') ? 'users.email' : 'users.username', '=', name)
    .where('accounts.provider_id', '=', 'credential')
    .executeTakeFirst();
}

let dummy: Promise<string> | undefined;

function dummyHash(): Promise<string> {
  dummy ??= hashPassword('nobody has this password');
  return dummy;
}

/** So that not even the first attempt on an unknown name takes longer. */
export async function prepareLogIn(): Promise<void> {
  await dummyHash();
}
