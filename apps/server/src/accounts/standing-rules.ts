import { type PlaceRole, placeRoles } from '@confab/protocol/place-role';
import { query, refuse, type Work } from '../storage/rule.ts';

/** What whoever is let in or kept out is told by; `second_factor_at` of the session that asks, if one does. */
export interface StandingRow {
  role: string;
  deactivated_at: number | null;
  waiting_since: number | null;
  restricted: string | null;
  banned_until: number | null;
  second_factor_at: number | null;
}

export interface Standing {
  role: PlaceRole;
  /** What they must do before anything else. */
  restricted: 'password' | 'second-factor' | null;
  /** It showed a second factor. */
  hasShownFactor: boolean;
}

/** Null: nobody who is let in, whatever they show. `now` in milliseconds since 1970. */
export function standingOf(row: StandingRow, now: number): Standing | null {
  if (row.deactivated_at !== null || row.waiting_since !== null) return null;
  if (row.banned_until !== null && row.banned_until > now) return null;
  return {
    role: readRole(row.role),
    restricted: readRestriction(row.restricted),
    hasShownFactor: row.second_factor_at !== null,
  };
}

/** One that a newer version made is as little as there is. */
export function readRole(role: string): PlaceRole {
  return placeRoles.find((known) => known === role) ?? 'guest';
}

/** As with roles: one that is not known here keeps people out. */
function readRestriction(restricted: string | null): Standing['restricted'] {
  if (restricted === null) return null;
  return restricted === 'password' ? 'password' : 'second-factor';
}

type Row = [
  role: string,
  deactivatedAt: number | null,
  waitingSince: number | null,
  restricted: string | null,
  bannedUntil: number | null,
];

/**
 * For what is done in somebody's name while no session of theirs vouches for them: refuses whom no session would let in at `at`, by the
 * question that sessions are asked, and says why.
 */
export function* requireLetIn(userId: string, at: number): Work<void> {
  const [row] = yield* query<Row>(
    'select role, deactivated_at, waiting_since, restricted, banned_until from users where id = $1',
    [userId],
  );
  if (!row) refuse('unauthenticated', 'This account is gone.');
  const [role, deactivated_at, waiting_since, restricted, banned_until] = row;
  const standing = standingOf(
    { role, deactivated_at, waiting_since, restricted, banned_until, second_factor_at: null },
    at,
  );
  if (standing?.restricted) refuse('forbidden', 'This account has something else to do first: log in and look.');
  if (standing) return;
  if (deactivated_at !== null) refuse('account-deactivated', 'This account was deactivated by then.');
  if (waiting_since !== null) refuse('awaiting-approval', 'This account was not let in yet.');
  refuse('banned', 'This account was banned by then.');
}
