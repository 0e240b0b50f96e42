import type { GroupEvent, PlaceRole } from '@confab/protocol';
import { mayAddMembers } from '@confab/protocol/permissions';
import { mayInviteTo, placeRoles } from '@confab/protocol/place-role';
import type { AuditBy } from '../audit/audit-entry-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { wasRemoved } from '../chats/public-group-rules.ts';
import { findPerson, hasPermission } from '../place/people-rules.ts';
import {
  addMembers,
  appendSystem,
  defineRule,
  look,
  notFoundDetail,
  query,
  refuse,
  toMessage,
  type Work,
} from '../storage/rule.ts';

/** Of one person, that still hold. */
const goodMax = 200;

export interface NewInvitationRow {
  id: string;
  tokenHash: string;
  role: PlaceRole;
  /** Empty: none. */
  chatId: string;
  by: AuditBy & { userId: string };
  at: number;
  /** 0: never. */
  expiresAt: number;
  /** 0: as often as anybody likes. */
  usesMax: number;
}

export const makeInvitationRule = defineRule(
  'make-invitation',
  ({ chatId, by }: NewInvitationRow) => ({ ...(chatId !== '' && { chats: [chatId] }), persons: [by.userId] }),
  function* ({ id, tokenHash, role, chatId, by, at, expiresAt, usesMax }: NewInvitationRow): Work<void> {
    const maker = yield* findPerson(by.userId);
    if (!maker || !(yield* hasPermission(by.userId, 'invite-people')))
      refuse('forbidden', 'You may invite nobody here.');
    if (!mayInviteTo(maker.role, role)) refuse('forbidden', 'You can’t invite people to more than you are yourself.');
    if (chatId !== '') yield* requireGroup(chatId, by.userId);
    const [[count] = [0]] = yield* query<[count: number]>(
      `select cast(count(*) as bigint) from invitations where made_by = $1 and revoked_at = 0
        and (expires_at = 0 or expires_at > $2) and (uses_max = 0 or uses < uses_max)`,
      [by.userId, at],
    );
    if (count >= goodMax) refuse('too-many-invitations', 'Take invitations back that are not needed any more.');
    yield* query(
      `insert into invitations (id, token_hash, role, chat_id, made_by, made_at, expires_at, uses_max, uses, revoked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)`,
      [id, tokenHash, role, chatId, by.userId, at, expiresAt, usesMax],
    );
    const details = { role, usesMax, expiresAt, chatId };
    yield* noteAudit({ action: 'invitation.made', target: { kind: 'invitation', id }, details }, by, at);
  },
);

/** A group that they may add people to: otherwise it is as if there were none (D20). */
function* requireGroup(chatId: string, userId: string): Work<void> {
  const group = yield* look(chatId, { userIds: [userId] });
  const role = group?.roleOf(userId) ?? null;
  if (!group || role === null || group.kind !== 'group') refuse('not-found', notFoundDetail);
  if (!mayAddMembers({ role, chatKind: group.kind }, group.parts.adding)) {
    refuse('forbidden', 'Only owners and admins of this group may add people.');
  }
}

export interface Revocation {
  id: string;
  by: AuditBy & { userId: string };
  at: number;
}

/** What is revoked already stays so, and nothing is noted. */
export const revokeInvitationRule = defineRule(
  'revoke-invitation',
  ({ by }: Revocation) => ({ persons: [by.userId] }),
  function* ({ id, by, at }: Revocation): Work<void> {
    const [row] = yield* query<[madeBy: string, revokedAt: number]>(
      'select made_by, revoked_at from invitations where id = $1',
      [id],
    );
    const isOwn = row?.[0] === by.userId;
    if (!row || (!isOwn && !(yield* hasPermission(by.userId, 'manage-invitations')))) {
      refuse('not-found', 'There is no such invitation of yours.');
    }
    if (row[1] !== 0) return;
    yield* query('update invitations set revoked_at = $1 where id = $2 and revoked_at = 0', [at, id]);
    yield* noteAudit({ action: 'invitation.revoked', target: { kind: 'invitation', id } }, by, at);
  },
);

export interface LandingChange {
  chatId: string;
  userId: string;
  /** Empty: whoever runs the server. */
  invitedBy: string;
  content: string;
  at: number;
  /** The invitation is used by this; left out: it was, with the account that was made. */
  use?: { id: string; by: AuditBy };
}

/** Null where they are in it already. Whoever made the link must still be one who may add people there. */
export const landRule = defineRule(
  'land-in-group',
  ({ chatId }: LandingChange) => ({ chats: [chatId] }),
  function* ({ chatId, userId, invitedBy, content, at, use }: LandingChange) {
    const group = yield* look(chatId, { userIds: [userId, ...(invitedBy === '' ? [] : [invitedBy])] });
    if (group?.roleOf(userId)) return null;
    if (!group || group.kind !== 'group') refuse('not-found', notFoundDetail);
    if (invitedBy !== '') yield* requireGroup(chatId, invitedBy);
    if (yield* wasRemoved(chatId, userId)) {
      refuse('forbidden', 'You were removed from this group. Somebody in it can add you again.');
    }
    if (use) yield* spendOn({ userId, invitedBy }, use, at);
    // As if somebody had added them: clients and nodes of every version know what that means.
    const event: GroupEvent = { type: 'members-added', userIds: [userId] };
    const message = yield* appendSystem({ chatId, senderId: userId, event, content, at });
    const { created_at: joinedAt, seq: readSeq } = message;
    yield* addMembers({ chatId, userIds: [userId], role: 'member', joinedAt, readSeq });
    return toMessage(message);
  },
);

/** Whoever made it is let in, and may invite to that. */
function* mayStillInvite(makerId: string, role: string, at: number): Work<boolean> {
  const maker = yield* findPerson(makerId);
  if (!maker || maker.bannedUntil > at || !(yield* hasPermission(makerId, 'invite-people'))) return false;
  return mayInviteTo(maker.role, placeRoles.find((known) => known === role) ?? 'guest');
}

/** Of two who want the last use, one gets it. Who left the group and comes back by the same link has used it once more. */
function* spendOn(
  { userId, invitedBy }: Pick<LandingChange, 'userId' | 'invitedBy'>,
  { id, by }: NonNullable<LandingChange['use']>,
  at: number,
): Work<void> {
  const [row] = yield* query<[role: string]>(
    `update invitations set uses = uses + 1 where id = $1 and revoked_at = 0 and (expires_at = 0 or expires_at > $2)
      and (uses_max = 0 or uses < uses_max) returning role`,
    [id, at],
  );
  if (!row || (invitedBy !== '' && !(yield* mayStillInvite(invitedBy, row[0], at)))) {
    refuse('not-found', 'This invitation holds no more. Ask for a new one.');
  }
  yield* query(
    `insert into invitation_uses (invitation_id, user_id, at, is_new) values ($1, $2, $3, 0)
      on conflict (invitation_id, user_id) do nothing`,
    [id, userId, at],
  );
  yield* noteAudit({ action: 'invitation.used', target: { kind: 'invitation', id } }, by, at);
}

export const invitationRules = [makeInvitationRule, revokeInvitationRule, landRule];
