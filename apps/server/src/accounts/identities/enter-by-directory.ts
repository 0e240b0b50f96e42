import { ApiError } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { enterAs } from './enter-as.ts';
import { identityTables } from './find-identity.ts';
import type { Identity } from './identity.ts';

/** Whose name and password these are as the directory says, where there is one; null: nobody's. */
export async function enterByDirectory(
  context: AccountsContext,
  { name, password }: { name: string; password: string },
): Promise<string | null> {
  const { directory } = context;
  if (directory === null) return null;
  const identity = await ask(directory, { name, password });
  return identity && (await enterAs(context, identity, directory.rules));
}

/** The same for everybody (A5), and counted as a try: a directory that is away is no time for guessing (A6). */
async function ask(
  directory: NonNullable<AccountsContext['directory']>,
  { name, password }: { name: string; password: string },
): Promise<Identity | null> {
  try {
    return await directory.check(name, password);
  } catch (cause) {
    throw new ApiError('unavailable', 'Your name and password can’t be checked right now. Try again later.', { cause });
  }
}

/** Whoever is of the directory logs in with its password: one that was kept here before counts no more. */
export async function isOfDirectory(context: AccountsContext, userId: string): Promise<boolean> {
  if (context.directory === null) return false;
  const row = await identityTables(context)
    .selectFrom('identities')
    .select('subject')
    .where('user_id', '=', userId)
    .where('provider', '=', context.directory.provider)
    .executeTakeFirst();
  return row !== undefined;
}
