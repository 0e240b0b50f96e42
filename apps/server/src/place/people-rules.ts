import { isAtLeast, mayActOn, mayGiveRole, type PlaceRole, placeRoles } from '@confab/protocol/place-role';
import { type PermissionChoices, mayInPlace, type PlacePermission } from '@confab/protocol/place-permissions';
import { profileChangedType, userChangedType } from '../accounts/privacy-rules.ts';
import { readSessionsAnew } from '../accounts/session-rules.ts';
import type { AuditBy, AuditDeed } from '../audit/audit-entry-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { defineRule, publish, query, refuse, type Work } from '../storage/rule.ts';

/** Who owns the place is known of all together: the last owner stays. It is no id of a person. */
export const allOwners = '*owners';

/** What somebody does to somebody else. `actorId` null: whoever runs the server. */
export interface Deed {
  actorId: string | null;
  userId: string;
  at: number;
  /** For the audit log: by which session, and from where. */
  by?: AuditBy;
}

/** What is done to somebody is noted with it. */
export function notePerson({ actorId, userId, at, by }: Deed, deed: Omit<AuditDeed, 'target'>): Work<void> {
  return noteAudit({ ...deed, target: { kind: 'person', id: userId } }, by ?? { userId: actorId }, at);
}

interface Person {
  role: PlaceRole;
  isDeactivated: boolean;
  isWaiting: boolean;
  /** Its row alone is left: nobody comes back to it. */
  isDeleted: boolean;
  /** Milliseconds since 1970; 0: never. */
  bannedUntil: number;
}

type PersonRow = [
  role: string,
  deactivated: number | null,
  waiting: number | null,
  banned: number | null,
  deleted: number | null,
];

const locks = ({ actorId, userId }: Deed) => ({
  persons: [...new Set([allOwners, ...(actorId === null ? [] : [actorId]), userId])].toSorted(),
});

export const setPlaceRoleRule = defineRule(
  'set-place-role',
  locks,
  function* ({ role, ...deed }: Deed & { role: PlaceRole }): Work<void> {
    const { actor, person } = yield* lookAtBoth(deed);
    if (!mayGiveRole(actor, role)) refuse('forbidden', 'You can’t give a role that is not below your own.');
    if (person.isDeleted) refuse('not-found', 'This account was deleted.');
    if (person.role === role) return;
    if (person.role === 'owner') yield* keepAnOwner(deed.userId, deed.at);
    yield* query('update users set role = $1 where id = $2', [role, deed.userId]);
    yield* readSessionsAnew(deed.userId);
    // Others are told who is a guest.
    yield* publish('nodes', { type: userChangedType, userId: deed.userId });
    yield* publish(`user:${deed.userId}`, { type: profileChangedType, userId: deed.userId });
    yield* notePerson(deed, { action: 'person.role-changed', details: { from: person.role, to: role } });
  },
);

/** Out at once, on every node and by every credential; or in again. */
export const setDeactivatedRule = defineRule(
  'set-deactivated',
  locks,
  function* ({ isDeactivated, ...deed }: Deed & { isDeactivated: boolean }): Work<void> {
    const { person } = yield* lookAtBoth(deed);
    if (person.isDeleted) refuse('not-found', 'This account was deleted.');
    if (person.isDeactivated === isDeactivated && !(isDeactivated && (yield* takeOver(deed.userId)))) return;
    if (isDeactivated && person.role === 'owner') yield* keepAnOwner(deed.userId, deed.at);
    yield* setDeactivated(deed.userId, isDeactivated ? deed.at : null);
    yield* notePerson(deed, { action: isDeactivated ? 'account.deactivated' : 'account.reactivated' });
  },
);

/** Of whom the directory put out: from now on it is no longer what brings them back. False where others did. */
function* takeOver(userId: string): Work<boolean> {
  const rows = yield* query<[subject: string]>(
    `update identities set gone_at = 0 where user_id = $1
     and gone_at = (select deactivated_at from users where id = $1) returning subject`,
    [userId],
  );
  return rows.length > 0;
}

/** Sessions stay as they are, and none of them is live: what somebody had when they come back is decided by whoever lets them. */
export function* setDeactivated(userId: string, at: number | null): Work<void> {
  if (at === null) yield* query('update users set deactivated_at = null where id = $1', [userId]);
  else yield* query('update users set deactivated_at = $1 where id = $2', [at, userId]);
  yield* readSessionsAnew(userId);
}

/** Of whoever asked to come in: they are in, or their account is gone as if they had never asked. Answers whether they still asked. */
export const answerAskedRule = defineRule(
  'answer-asked',
  locks,
  function* ({ isLetIn, ...deed }: Deed & { isLetIn: boolean }): Work<boolean> {
    const { person } = yield* lookAtBoth(deed);
    if (!person.isWaiting) return false;
    if (isLetIn) yield* query('update users set waiting_since = null where id = $1', [deed.userId]);
    else yield* query('delete from users where id = $1 and waiting_since is not null', [deed.userId]);
    yield* readSessionsAnew(deed.userId);
    yield* notePerson(deed, { action: isLetIn ? 'person.let-in' : 'person.refused' });
    return true;
  },
);

export const peopleRules = [setPlaceRoleRule, setDeactivatedRule, answerAskedRule];

/** Refuses whoever may not act on them; to whom that is said is known already to manage people. */
export function* lookAtBoth({ actorId, userId }: Deed): Work<{ actor: PlaceRole; person: Person }> {
  const actor = actorId === null ? 'owner' : (yield* findPerson(actorId))?.role;
  const person = yield* findPerson(userId);
  if (actor === undefined || !isAtLeast(actor, 'admin')) refuse('forbidden', 'Only admins of this place do that.');
  if (!person) refuse('not-found', 'There is nobody with that id.');
  if (actorId !== userId && !mayActOn(actor, person.role)) {
    refuse('forbidden', 'They have the same role as you, or a higher one. Ask an owner of this place.');
  }
  return { actor, person };
}

/** In the transaction: null where there is nobody of that id, or nobody who is let in is asked for. */
export function* findPerson(userId: string): Work<Person | null> {
  const [row] = yield* query<PersonRow>(
    'select role, deactivated_at, waiting_since, banned_until, deleted_at from users where id = $1',
    [userId],
  );
  if (!row) return null;
  const [role, deactivatedAt, waitingSince, bannedUntil, deletedAt] = row;
  return {
    role: placeRoles.find((known) => known === role) ?? 'guest',
    isDeactivated: deactivatedAt !== null,
    isWaiting: waitingSince !== null,
    isDeleted: deletedAt !== null,
    bannedUntil: bannedUntil ?? 0,
  };
}

/** The key under which the place keeps what the environment says of them, which goes before what an admin says. */
export const permissionsOfEnvironment = 'environment:permissions';

/** Whether somebody has a permission, asked where it is used: in the transaction. */
export function* hasPermission(userId: string, permission: PlacePermission): Work<boolean> {
  const person = yield* findPerson(userId);
  if (!person || person.isDeactivated || person.isWaiting) return false;
  const rows = yield* query<[key: string, json: string]>(
    "select key, value from place_settings where key in ('permissions', $1)",
    [permissionsOfEnvironment],
  );
  const kept = new Map(rows);
  const json = kept.get(permissionsOfEnvironment) ?? kept.get('permissions');
  const permissions = json === undefined ? {} : (JSON.parse(json) as PermissionChoices);
  return mayInPlace(person.role, permission, { permissions });
}

/** `at`: milliseconds since 1970. */
export function* keepAnOwner(userId: string, at: number): Work<void> {
  if (yield* hasOtherOwner(userId, at)) return;
  refuse('last-place-owner', 'They are the only owner who can log in. Make somebody else an owner first.');
}

/** One who can log in: who is banned, deactivated or deleted looks after nothing. */
export function* hasOtherOwner(userId: string, at: number): Work<boolean> {
  const [other] = yield* query<[id: string]>(
    `select id from users where role = 'owner' and deactivated_at is null and waiting_since is null and deleted_at is null
     and (banned_until is null or banned_until <= $2) and id <> $1 limit 1`,
    [userId, at],
  );
  return other !== undefined;
}
