import { readSessionsAnew } from '../accounts/session-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { tellOrderChanged } from '../order/order-changed-rules.ts';
import { putServerDocument } from '../personal/document-rules.ts';
import { allOwners, findPerson, keepAnOwner } from '../place/people-rules.ts';
import { defineRule, type DocumentRules, personRule, query, refuse, type Work } from '../storage/rule.ts';
import { type Acting, requireModerator } from './acting-rules.ts';

type Kind = 'warning' | 'mute' | 'ban';

/** `untilAt` in milliseconds since 1970, 0: for good. `invitationId` is empty but for all who came by one. */
export interface NewRestriction {
  id: string;
  userId: string;
  kind: Kind;
  reason: string;
  untilAt: number;
  invitationId: string;
  at: number;
}

/** As long as a time goes: a ban for good. */
const forGood = 8_640_000_000_000_000;

export const restrictRule = defineRule(
  'restrict-person',
  ({ userId }: { userId: string }) => ({ persons: [allOwners, userId] }),
  function* ({ userId, acting, ...restriction }: { userId: string; acting: Acting } & Omit<NewRestriction, 'at'>) {
    yield* requireModerator(acting.actorId, userId);
    yield* restrict({ userId, ...restriction, at: acting.at }, acting);
  },
);

interface Lifting {
  userId: string;
  id: string;
  acting: Acting;
}

/** Lifted once it stays so. */
export const liftRule = personRule('lift-restriction', function* ({ userId, id, acting }: Lifting): Work<void> {
  yield* requireModerator(acting.actorId, userId);
  const [found] = yield* query<[kind: Kind, liftedAt: number]>(
    'select kind, lifted_at from restrictions where id = $1 and user_id = $2',
    [id, userId],
  );
  if (!found) refuse('not-found', 'There is no such restriction.');
  const [kind, liftedAt] = found;
  if (liftedAt === 0) yield* lift({ userId, id, kind }, acting);
});

/** In a transaction that has locked the person, or takes back a ban. */
export function* lift({ userId, id, kind }: { userId: string; id: string; kind: Kind }, acting: Acting): Work<void> {
  yield* query('update restrictions set lifted_at = $1, lifted_by = $2 where id = $3', [acting.at, acting.actorId, id]);
  yield* undo(userId, kind, id, acting.at);
  yield* noteAudit(
    { action: 'person.restriction-lifted', target: { kind: 'person', id: userId }, details: { kind } },
    acting.by,
    acting.at,
  );
}

/** In a transaction that has locked the person and all owners, or bans many; the one who acts may. */
export function* restrict(restriction: NewRestriction, { actorId, by, at }: Acting): Work<void> {
  const { id, userId, kind, reason, untilAt, invitationId } = restriction;
  if (kind !== 'warning') {
    // A new one takes the place of the one before.
    yield* query(
      'update restrictions set lifted_at = $1, lifted_by = $2 where user_id = $3 and kind = $4 and lifted_at = 0',
      [at, actorId, userId, kind],
    );
  }
  yield* query(
    `insert into restrictions (id, user_id, kind, reason, by_id, at, until_at, lifted_at, lifted_by, confirmed_at, invitation_id)
     values ($1, $2, $3, $4, $5, $6, $7, 0, '', 0, $8)`,
    [id, userId, kind, reason, actorId, at, untilAt, invitationId],
  );
  yield* takeEffect(restriction);
  const details = { kind, reason, ...(untilAt !== 0 && { until: new Date(untilAt).toISOString() }) };
  yield* noteAudit({ action: 'person.restricted', target: { kind: 'person', id: userId }, details }, by, at);
}

function* takeEffect({ id, userId, kind, reason, untilAt, at }: NewRestriction): Work<void> {
  if (kind === 'ban') {
    if ((yield* findPerson(userId))?.role === 'owner') yield* keepAnOwner(userId, at);
    yield* query('update users set banned_until = $1 where id = $2', [untilAt === 0 ? forGood : untilAt, userId]);
    yield* query('delete from sessions where user_id = $1', [userId]);
    yield* readSessionsAnew(userId);
    return;
  }
  const value =
    kind === 'mute' ? { reason, until: new Date(untilAt).toISOString() } : { reason, at: new Date(at).toISOString() };
  const key = kind === 'mute' ? mutedKey : warningKey(id);
  yield* putServerDocument({ userId, key, value: JSON.stringify(value), at });
  yield* tellOrderChanged();
}

function* undo(userId: string, kind: Kind, id: string, at: number): Work<void> {
  if (kind === 'ban') {
    // Another one may hold: of the person alone, or of all who came by an invitation.
    const [[until] = [null]] = yield* query<[until: number | null]>(
      `select max(case when until_at = 0 then cast($2 as bigint) else until_at end) from restrictions
       where user_id = $1 and kind = 'ban' and lifted_at = 0`,
      [userId, forGood],
    );
    yield* query('update users set banned_until = $1 where id = $2', [until, userId]);
    yield* readSessionsAnew(userId);
    return;
  }
  yield* putServerDocument({ userId, key: kind === 'mute' ? mutedKey : warningKey(id), value: null, at });
  yield* tellOrderChanged();
}

const mutedKey = 'muted';

function warningKey(id: string): string {
  return `warning/${id}`;
}

/** Whoever puts a warning away has read it. */
export const warningRules: DocumentRules = {
  *put({ userId, key, value, at }) {
    if (value !== null) return;
    const id = key.slice(key.indexOf('/') + 1);
    yield* query(
      `update restrictions set confirmed_at = $1
       where id = $2 and user_id = $3 and kind = 'warning' and confirmed_at = 0 and lifted_at = 0`,
      [at, id, userId],
    );
  },
};

export const restrictionRules = [restrictRule, liftRule];
