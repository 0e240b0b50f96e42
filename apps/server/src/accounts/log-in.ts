import { randomBytes } from 'node:crypto';
import type { LoginBody, SignedIn } from '@confab/protocol';
import { addressOf } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';
import { readDeviceCookie } from './device-cookie.ts';
import { finishLogIn, signedInOf, wrongPassword } from './factors/finish-log-in.ts';
import type { LogInEnd } from './factors/first-factor.ts';
import type { Exchange } from './factors/step-cookie.ts';
import { enterByDirectory, isOfDirectory } from './identities/enter-by-directory.ts';
import { limitLogIn } from './log-in-limits.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { foldName } from './search-name.ts';

/**
 * Whether the account exists can't be told from the answer: not by its text, and not by its time, since a password is
 * checked either way and the database asked the same question. Nor can whether it has a second factor, before the password
 * is right.
 */
export async function logIn(context: AccountsContext, exchange: Exchange, body: LoginBody): Promise<SignedIn> {
  const { request } = exchange;
  // Spelled in other letters that a directory takes for the same it is one name, and counted as one (A6).
  const name = foldName(body.username).trim();
  const account = await findAccount(context, name);
  const device = context.devices.find(readDeviceCookie(context, request), account?.userId);
  const end = await limitLogIn(context.rates, { address: addressOf(request), name, device }, () =>
    logInWithPassword(context, exchange, { name, account, password: body.password }),
  );
  return signedInOf(end);
}

async function logInWithPassword(
  context: AccountsContext,
  exchange: Exchange,
  { name, account, password }: { name: string; account: Account | undefined; password: string },
): Promise<LogInEnd> {
  const hash = account?.password ?? (await dummyHash());
  const isRight = await verifyPassword({ hash, password });
  // Whoever comes by another way has none, and what stands in for it is no password of theirs.
  if (!account?.password || !isRight || (await isOfDirectory(context, account.userId))) {
    // Asked whether there is an account here or not.
    const userId = await enterByDirectory(context, { name, password });
    if (userId !== null) return await finishLogIn(context, exchange, { userId, method: 'ldap' });
    if (account) {
      // As often as the limits let somebody guess.
      const target = { kind: 'person', id: account.userId };
      const by = { userId: null, address: addressOf(exchange.request) };
      context.audit.noteAside({ action: 'account.log-in-failed', target }, by);
    }
    throw wrongPassword();
  }
  // A change of the password ends all sessions that it finds. One that begins beside it, with the old one, ends there.
  return await finishLogIn(context, exchange, {
    userId: account.userId,
    method: 'password',
    password: account.password,
  });
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
  dummy ??= hashPassword(randomBytes(32).toString('base64url'));
  return dummy;
}

/** So that not even the first attempt on an unknown name takes longer. */
export async function prepareLogIn(): Promise<void> {
  await dummyHash();
}
