import { logInDocument, type Session } from '@confab/protocol';
import type { Caller } from '../http/index.ts';
import { nearnessOf } from '../accounts/index.ts';
import { readDocumentsOfKind } from '../personal/index.ts';
import type { Storage } from '../storage/index.ts';

interface ListContext {
  storage: Storage;
  clock: { wallNow: () => number };
}

/** The caller's sessions that still live, the newest first. `address`: the caller's own. */
export async function listSessions(
  { storage: { db }, clock }: ListContext,
  caller: Pick<Caller, 'userId' | 'sessionId'>,
  address: string,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'updated_at', 'expires_at', 'user_agent', 'ip_address'])
    .where('user_id', '=', caller.userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  const news = await readDocumentsOfKind(db, caller.userId, logInDocument.kind);
  const newIds = new Set(news.map(({ key }) => key.slice(key.indexOf('/') + 1)));
  return rows
    .filter((row) => new Date(row.expires_at).getTime() > clock.wallNow())
    .map((row) => ({
      id: row.id,
      createdAt: new Date(row.created_at).toISOString(),
      expiresAt: new Date(row.expires_at).toISOString(),
      userAgent: row.user_agent || null,
      current: row.id === caller.sessionId,
      lastUsedAt: new Date(row.updated_at).toISOString(),
      ...(row.ip_address && { address: row.ip_address, network: nearnessOf(row.ip_address, address) }),
      ...(newIds.has(row.id) && row.id !== caller.sessionId && { isNew: true as const }),
    }));
}
