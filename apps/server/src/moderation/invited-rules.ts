import { noteAudit } from '../audit/audit-rules.ts';
import { allOwners } from '../place/people-rules.ts';
import { defineRule, query, refuse, type Work } from '../storage/rule.ts';
import { type Acting, mayModerate, requireModerator } from './acting-rules.ts';
import { lift, restrict } from './restriction-rules.ts';

/** Bans of all who came by an invitation take turns. It is no id of a person. */
const locks = { persons: ['*invited', allOwners] };

/** All who came by an invitation, and by invitations of theirs. Whoever had an account before came by none. */
const invited = `with recursive invited (user_id) as (
  select user_id from invitation_uses where invitation_id = $1 and is_new = 1
  union
  select used.user_id from invited
  join invitations as made on made.made_by = invited.user_id
  join invitation_uses as used on used.invitation_id = made.id
  where used.is_new = 1)`;

interface InvitedBan {
  invitationId: string;
  /** Of the bans, one for each of so many people at once. */
  ids: readonly string[];
  /** People who were looked at before and are not to be banned. */
  after: string;
  reason: string;
  untilAt: number;
  acting: Acting;
}

/** How many of them were banned, and after whom to go on; null: that was all. */
export interface InvitedEnd {
  people: number;
  after: string | null;
}

/** Closes the way in first. A few people at a time, in the order of their ids: others write in between. */
export const banInvitedRule = defineRule(
  'ban-invited',
  (_ban: InvitedBan) => locks,
  function* ({ invitationId, ids, after, reason, untilAt, acting }): Work<InvitedEnd> {
    const { actorId, by, at } = acting;
    yield* requireModerator(actorId);
    yield* requireInvitation(invitationId);
    if (after === '') {
      yield* query(
        `${invited} update invitations set revoked_at = $2
         where revoked_at = 0 and (id = $1 or made_by in (select user_id from invited))`,
        [invitationId, at],
      );
      const target = { kind: 'invitation', id: invitationId };
      yield* noteAudit({ action: 'invitation.banned', target, details: { reason } }, by, at);
    }
    const rows = yield* query<[userId: string]>(
      `${invited} select user_id from invited where user_id > $2 and not exists (
         select id from restrictions where restrictions.user_id = invited.user_id and kind = 'ban' and lifted_at = 0
         and (until_at = 0 or until_at > $3))
       order by user_id limit ${ids.length}`,
      [invitationId, after, at],
    );
    let people = 0;
    for (const [index, [userId]] of rows.entries()) {
      const id = ids[index];
      if (id === undefined || userId === actorId || !(yield* mayModerate(actorId, userId))) continue;
      yield* restrict({ id, userId, kind: 'ban', reason, untilAt, invitationId, at }, acting);
      people += 1;
    }
    return { people, after: rows.length < ids.length ? null : (rows.at(-1)?.[0] ?? null) };
  },
);

interface InvitedLift {
  invitationId: string;
  max: number;
  acting: Acting;
}

/** Answers how many: fewer than `max`, and that was all. */
export const liftInvitedRule = defineRule(
  'lift-invited',
  (_lift: InvitedLift) => locks,
  function* ({ invitationId, max, acting }): Work<number> {
    yield* requireModerator(acting.actorId);
    yield* requireInvitation(invitationId);
    const rows = yield* query<[id: string, userId: string]>(
      `select id, user_id from restrictions where invitation_id = $1 and kind = 'ban' and lifted_at = 0
       order by id limit $2`,
      [invitationId, max],
    );
    for (const [id, userId] of rows) yield* lift({ id, userId, kind: 'ban' }, acting);
    return rows.length;
  },
);

function* requireInvitation(invitationId: string): Work<void> {
  const [found] = yield* query<[string]>('select id from invitations where id = $1', [invitationId]);
  if (!found) refuse('not-found', 'There is no such invitation.');
}

export const invitedRules = [banInvitedRule, liftInvitedRule];
