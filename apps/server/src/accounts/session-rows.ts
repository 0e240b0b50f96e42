import type { PlaceSettings } from '@confab/protocol';
import type { Kysely } from 'kysely';
import type { Restriction } from '../http/index.ts';
import type { Database } from '../storage/schema.ts';
import type { Standing, StandingRow } from './standing-rules.ts';

/** What a session depends on, in one row. */
export interface SessionRow extends StandingRow {
  id: string;
  user_id: string;
  token: string;
  expires_at: string | Date;
  updated_at: string | Date;
}

/** Sessions with what holds of their people: whatever keeps somebody out is read here, and so by every credential alike. */
export function selectSessions(db: Kysely<Database>, column: 'id' | 'token', values: readonly string[]) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'sessions.token',
      'sessions.expires_at',
      'sessions.updated_at',
      'users.role',
      'users.deactivated_at',
      'users.waiting_since',
      'users.restricted',
      'users.banned_until',
      'sessions.second_factor_at',
    ])
    .where(`sessions.${column}`, 'in', values);
}

/** What they have to do before anything else, as the place is set now. */
export function restrictionOf(
  { role, restricted, hasShownFactor }: Standing,
  { requireSecondFactor }: Pick<PlaceSettings, 'requireSecondFactor'>,
): Restriction | null {
  return restricted ?? (!hasShownFactor && requireSecondFactor.includes(role) ? 'second-factor' : null);
}
