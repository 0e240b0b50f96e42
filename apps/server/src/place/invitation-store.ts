import { createHash, randomBytes } from 'node:crypto';
import type { InvitationState, PlaceRole } from '@confab/protocol';
import { mayInviteTo, placeRoles } from '@confab/protocol/place-role';
import type { Kysely } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';

export type InvitationRow = {
  id: string;
  token_hash: string;
  role: string;
  chat_id: string;
  made_by: string;
  made_at: number;
  expires_at: number;
  uses_max: number;
  uses: number;
  revoked_at: number;
};

type InvitationTables = {
  invitations: InvitationRow;
  invitation_uses: { invitation_id: string; user_id: string; at: number; is_new: number };
};

export function invitationDb(db: Storage['db']): Kysely<Database & InvitationTables> {
  return db.$extendTables<InvitationTables>();
}

export function makeToken(): string {
  return randomBytes(24).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** With whoever made it, as they are now. */
export type KnownInvitation = InvitationRow & {
  maker_name: string | null;
  maker_role: string | null;
  maker_deactivated_at: number | null;
  maker_waiting_since: number | null;
  maker_banned_until: number | null;
};

/** What it is judged by: `now` in milliseconds since 1970, and whether a role may invite, as the place is set now. */
export interface InvitationJudge {
  now: number;
  mayInvite: (role: PlaceRole) => boolean;
}

/** Those that fit, the newest first. */
export async function findInvitations(
  db: Storage['db'],
  { limit, ...wanted }: { limit: number; id?: string; tokenHash?: string; madeBy?: string | undefined },
): Promise<KnownInvitation[]> {
  let select = invitationDb(db)
    .selectFrom('invitations')
    .leftJoin('users as maker', 'maker.id', 'invitations.made_by')
    .selectAll('invitations')
    .select(['maker.name as maker_name', 'maker.role as maker_role'])
    .select(['maker.deactivated_at as maker_deactivated_at', 'maker.waiting_since as maker_waiting_since'])
    .select('maker.banned_until as maker_banned_until')
    .orderBy('made_at', 'desc')
    .orderBy('invitations.id')
    .limit(limit);
  if (wanted.id !== undefined) select = select.where('invitations.id', '=', wanted.id);
  if (wanted.tokenHash !== undefined) select = select.where('token_hash', '=', wanted.tokenHash);
  if (wanted.madeBy !== undefined) select = select.where('made_by', '=', wanted.madeBy);
  return await select.execute();
}

export function roleOf({ role }: Pick<InvitationRow, 'role'>): PlaceRole {
  return placeRoles.find((known) => known === role) ?? 'guest';
}

/**
 * What a link still does. It holds no longer than its maker is let in and may invite to that: a deposed admin, or somebody who is
 * banned, has left no door open.
 */
export function stateOf(row: KnownInvitation, judge: InvitationJudge): InvitationState {
  if (row.revoked_at !== 0) return 'revoked';
  if (row.expires_at !== 0 && row.expires_at <= judge.now) return 'expired';
  if (row.uses_max !== 0 && row.uses >= row.uses_max) return 'used-up';
  return row.made_by === '' || mayStillInvite(row, judge) ? 'good' : 'void';
}

function mayStillInvite(row: KnownInvitation, { now, mayInvite }: InvitationJudge): boolean {
  const maker = placeRoles.find((role) => role === row.maker_role);
  if (maker === undefined || row.maker_deactivated_at !== null || row.maker_waiting_since !== null) return false;
  if (row.maker_banned_until !== null && row.maker_banned_until > now) return false;
  return mayInvite(maker) && mayInviteTo(maker, roleOf(row));
}

/** Null where the link does nothing, or never did. */
export async function findGood(
  db: Storage['db'],
  token: string,
  judge: InvitationJudge,
): Promise<KnownInvitation | null> {
  const [row] = await findInvitations(db, { tokenHash: hashToken(token), limit: 1 });
  return row && stateOf(row, judge) === 'good' ? row : null;
}

/** In the transaction that makes the account: of two who want the last use, one gets it, and none what has become void meanwhile. */
export async function spend(
  db: Storage['db'],
  invitation: Pick<InvitationRow, 'id'> & Pick<InvitationJudge, 'mayInvite'>,
  { userId, at }: { userId: string; at: number },
): Promise<boolean> {
  const [known] = await findInvitations(db, { id: invitation.id, limit: 1 });
  if (!known || stateOf(known, { now: at, mayInvite: invitation.mayInvite }) !== 'good') return false;
  const tables = invitationDb(db);
  const spent = await tables
    .updateTable('invitations')
    .set((it) => ({ uses: it('uses', '+', 1) }))
    .where('id', '=', invitation.id)
    .where('revoked_at', '=', 0)
    .where((it) => it.or([it('expires_at', '=', 0), it('expires_at', '>', at)]))
    .where((it) => it.or([it('uses_max', '=', 0), it('uses', '<', it.ref('uses_max'))]))
    .executeTakeFirst();
  if (spent.numUpdatedRows === 0n) return false;
  await tables
    .insertInto('invitation_uses')
    .values({ invitation_id: invitation.id, user_id: userId, at, is_new: 1 })
    .execute();
  return true;
}
