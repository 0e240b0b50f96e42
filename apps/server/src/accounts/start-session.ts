import type { SignedIn } from '@confab/protocol';
import type { AccountsContext } from './accounts-context.ts';

export interface StartedSession {
  sessionId: string;
  signedIn: SignedIn;
}

const userAgentMax = 256;

/** Always a session of its own: one that was there before could be known to somebody else. */
export async function startSession(
  context: AccountsContext,
  userId: string,
  userAgent: string | undefined,
): Promise<StartedSession> {
  const { internalAdapter } = await (await context.library()).$context;
  const { id, token } = await internalAdapter.createSession(userId, false, {
    userAgent: userAgent?.slice(0, userAgentMax) ?? '',
  });
  return { sessionId: id, signedIn: { user: await context.profiles.ownUser(userId), token } };
}
