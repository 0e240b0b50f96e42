import type { LoginBody } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { startSession, type StartedSession } from './start-session.ts';

export interface LoginAttempt {
  body: LoginBody;
  userAgent: string | undefined;
  /** Counts the attempt on an account, or on a name that is none; throws where there were too many. */
  count: (key: string) => Promise<void>;
}

/**
 * Whether the account exists can't be told from the answer: not by its text, and not by its time, since a password is
 * checked either way and the database asked the same question.
 */
export async function logIn(
  context: AccountsContext,
  { body, userAgent, count }: LoginAttempt,
): Promise<StartedSession> {
  const name = body.username.trim().toLowerCase();
  const account = await findAccount(context, name);
  // By account where there is one: its username and its address would otherwise have tries of their own.
  await count(account?.userId ?? name);
  const hash = account?.password ?? (await dummyHash());
  const isRight = await verifyPassword({ hash, password: body.password });
  if (!account || !isRight) throw new ApiError('invalid-credentials', 'The name or the password is wrong.');
  return await startSession(context, account.userId, userAgent);
}

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
