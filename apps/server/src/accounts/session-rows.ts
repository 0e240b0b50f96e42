import { type PlaceRole, placeRoles } from '@confab/protocol/place-role';
import type { PlaceSettings } from '@confab/protocol';
import type { Kysely } from 'kysely';
import type { Restriction } from '../http/index.ts';
import type { Database } from '../storage/schema.ts';

/** What a session depends on, in one row. */
export interface SessionRow {
  id: string;
  user_id: string;
  token: string;
  expires_at: string | Date;
  updated_at: string | Date;
  role: string;
  deactivated_at: number | null;
  waiting_since: number | null;
  restricted: string | null;
  banned_until: number | null;
  second_factor_at: number | null;
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

export interface Standing {
  role: PlaceRole;
  /** What they must do before anything else. */
  restricted: Restriction | null;
  /** It showed a second factor. */
  hasShownFactor: boolean;
}

/** Null: nobody who is let in, whatever they show. `now` in milliseconds since 1970. */
export function standingOf(
  row: Omit<SessionRow, 'id' | 'user_id' | 'token' | 'expires_at' | 'updated_at'>,
  now: number,
) {
  if (row.deactivated_at !== null || row.waiting_since !== null) return null;
  if (row.banned_until !== null && row.banned_until > now) return null;
  return {
    role: readRole(row.role),
    restricted: readRestriction(row.restricted),
    hasShownFactor: row.second_factor_at !== null,
  } satisfies Standing;
}

/** What they have to do before anything else, as the place is set now. */
export function restrictionOf(
  { role, restricted, hasShownFactor }: Standing,
  { requireSecondFactor }: Pick<PlaceSettings, 'requireSecondFactor'>,
): Restriction | null {
  return restricted ?? (!hasShownFactor && requireSecondFactor.includes(role) ? 'second-factor' : null);
}

/** One that a newer version made is as little as there is. */
export function readRole(role: string): PlaceRole {
  return placeRoles.find((known) => known === role) ?? 'guest';
}

/** As with roles: one that is not known here keeps people out. */
function readRestriction(restricted: string | null): Restriction | null {
  if (restricted === null) return null;
  return restricted === 'password' ? 'password' : 'second-factor';
}
