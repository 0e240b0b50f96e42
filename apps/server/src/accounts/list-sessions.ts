import type { Session } from '@confab/protocol';
import { ApiError, type Caller } from '../http/index.ts';
import type { AccountsContext } from './accounts-context.ts';

/** The caller's sessions that still live, the newest first. */
export async function listSessions({ storage, now }: AccountsContext, caller: Caller): Promise<Session[]> {
  const rows = await storage.db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'expires_at', 'user_agent'])
    .where('user_id', '=', caller.userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows
    .filter((row) => new Date(row.expires_at).getTime() > now())
    .map((row) => ({
      id: row.id,
      createdAt: new Date(row.created_at).toISOString(),
      expiresAt: new Date(row.expires_at).toISOString(),
      userAgent: row.user_agent || null,
      current: row.id === caller.sessionId,
    }));
}

/** Somebody else's session is answered as one that never was. */
export async function endSession({ sessions }: AccountsContext, userId: string, sessionId: string): Promise<void> {
  const ended = await sessions.end(userId, { ids: [sessionId] });
  if (ended.length === 0) throw new ApiError('not-found', 'There is no such session of yours.');
}
