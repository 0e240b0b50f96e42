import { isAtLeast, mayActOn, type PlaceRole, placeRoles } from '@confab/protocol/place-role';
import type { noteAudit } from '../audit/audit-rules.ts';
import { query, refuse, type Work } from '../storage/rule.ts';

/** A moderator who does something, from where, and when in milliseconds since 1970. */
export interface Acting {
  actorId: string;
  by: Parameters<typeof noteAudit>[1];
  at: number;
}

/** Asked in the transaction: roles change. With `targetId`: of somebody whose role is below theirs. */
export function* requireModerator(actorId: string, targetId?: string): Work<void> {
  const actor = yield* placeRoleOf(actorId);
  if (actor === null || !isAtLeast(actor, 'moderator')) {
    refuse('forbidden', 'Only moderators of this place may do that.');
  }
  if (targetId === undefined) return;
  const target = yield* placeRoleOf(targetId);
  if (target === null) refuse('not-found', 'There is no such person.');
  if (actorId === targetId) refuse('forbidden', 'You can’t do that to yourself.');
  if (!mayActOn(actor, target)) refuse('forbidden', 'This person’s role in the place is not below yours.');
}

export const aboutYourself = 'This is about you. Other moderators look at it.';

/** Nobody judges what was said about themselves, or by them. */
export function refuseAboutSelf(actorId: string, aboutId: string): void {
  if (actorId === aboutId) refuse('forbidden', aboutYourself);
}

/** Whether somebody looks after what another one says in public groups. */
export function* mayModerate(actorId: string, targetId: string): Work<boolean> {
  const actor = yield* placeRoleOf(actorId);
  if (actor === null || !isAtLeast(actor, 'moderator')) return false;
  return mayActOn(actor, (yield* placeRoleOf(targetId)) ?? 'guest');
}

/** Null: nobody. A role that a newer version made is as little as there is. */
function* placeRoleOf(userId: string): Work<PlaceRole | null> {
  const [row] = yield* query<[role: string]>('select role from users where id = $1', [userId]);
  return row ? (placeRoles.find((known) => known === row[0]) ?? 'guest') : null;
}
