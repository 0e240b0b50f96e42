import { publish, type Work } from '../storage/rule.ts';

/** The type of what is published, see account-events.ts: the database's thread loads no schemas. */
export const sessionsStaleType = 'sessions-stale';

/**
 * What a session of theirs depends on is another than before: their role, or whether they are let in. Every node reads their
 * sessions anew, and closes what is none any more (A4).
 */
export function* readSessionsAnew(userId: string): Work<void> {
  yield* publish('nodes', { type: sessionsStaleType, userId });
}
