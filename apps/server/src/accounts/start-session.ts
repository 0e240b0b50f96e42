import type { SignedIn } from '@confab/protocol';
import type { AccountsContext } from './accounts-context.ts';

export type StartedSession = SignedIn;

const userAgentMax = 256;

/** Always a session of its own: one that was there before could be known to somebody else. */
export async function startSession(
  context: AccountsContext,
  userId: string,
  userAgent: string | undefined,
): Promise<StartedSession> {
  const { internalAdapter } = await (await context.library()).$context;
  const { token } = await internalAdapter.createSession(userId, false, {
    userAgent: userAgent?.slice(0, userAgentMax) ?? '',
  });
  return { user: await context.profiles.ownUser(userId), token };
}
