import { query, refuse, type Work } from '../storage/rule.ts';
import { standingOf } from './session-rows.ts';

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
