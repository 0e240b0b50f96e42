import type { AccountsContext } from './accounts-context.ts';
import type { LoggedIn } from './logged-in.ts';
import { networkOf } from './network.ts';

/** Tells the features that somebody logged in, before they are answered. */
export async function noteLogIn(context: Pick<AccountsContext, 'storage' | 'watches'>, logIn: LoggedIn): Promise<void> {
  const isNewDevice = logIn.isNewDevice && !(await isKnownProgram(context, logIn));
  await context.watches.began({ ...logIn, isNewDevice });
}

/**
 * Programs keep no cookie, and some log in each time they run: one that is logged in already from the same network is no news. A browser is
 * never known by that: its name is what anybody's is.
 */
async function isKnownProgram({ storage }: Pick<AccountsContext, 'storage'>, logIn: LoggedIn): Promise<boolean> {
  const { userId, sessionId, userAgent, address } = logIn;
  if (address === null || userAgent === null || userAgent.startsWith('Mozilla/')) return false;
  const others = await storage.db
    .selectFrom('sessions')
    .select('ip_address')
    .where('user_id', '=', userId)
    .where('id', '!=', sessionId)
    .where('user_agent', '=', userAgent)
    .execute();
  return others.some(({ ip_address: known }) => known !== null && networkOf(known) === networkOf(address));
}
