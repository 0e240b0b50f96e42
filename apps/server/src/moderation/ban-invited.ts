import { sql } from 'kysely';
import { submit } from '../log/submit.ts';
import { makeReportId } from '../order/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Acting } from './acting-rules.ts';
import { banInvitedRule, type InvitedEnd, liftInvitedRule } from './invited-rules.ts';
import type { ModerationContext } from './moderation-context.ts';
import { untilAtOf } from './restrict-person.ts';

/** In one transaction. */
const peopleAtOnce = 50;

/** Answers how many people. */
export async function banInvited(
  { writer }: Pick<ModerationContext, 'writer'>,
  invitationId: string,
  { reason, until, acting }: { reason: string; until: string | null; acting: Acting },
): Promise<number> {
  const untilAt = untilAtOf(until, acting.at);
  let people = 0;
  for (let after: string | null = ''; after !== null;) {
    const ids = Array.from({ length: peopleAtOnce }, makeReportId);
    const wanted = { invitationId, ids, after, reason, untilAt, acting };
    const end: InvitedEnd = await submit(writer, banInvitedRule.command(wanted));
    people += end.people;
    after = end.after;
  }
  return people;
}

export async function liftInvitedBan(
  { writer }: Pick<ModerationContext, 'writer'>,
  invitationId: string,
  acting: Acting,
): Promise<number> {
  let people = 0;
  for (let lifted = peopleAtOnce; lifted === peopleAtOnce; people += lifted) {
    lifted = await submit(writer, liftInvitedRule.command({ invitationId, max: peopleAtOnce, acting }));
  }
  return people;
}

/** By which somebody came, and how many came by it and by invitations of these. */
export async function findInvitation(
  { db }: Pick<Storage, 'db'>,
  userId: string,
): Promise<{ id: string; people: number } | null> {
  const { rows } = await sql<{ id: string }>`select invitation_id as id from invitation_uses
    where user_id = ${userId} and is_new = 1`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) return null;
  const counted = await sql<{ people: number | string }>`with recursive invited (user_id) as (
      select user_id from invitation_uses where invitation_id = ${id} and is_new = 1
      union
      select used.user_id from invited
      join invitations as made on made.made_by = invited.user_id
      join invitation_uses as used on used.invitation_id = made.id
      where used.is_new = 1)
    select count(*) as people from invited`.execute(db);
  return { id, people: Number(counted.rows[0]?.people ?? 0) };
}
