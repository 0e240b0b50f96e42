import type { Invitation, OpenedInvitation, User } from '@confab/protocol';
import { sql } from 'kysely';
import type { Accounts } from '../accounts/index.ts';
import {
  type InvitationJudge,
  type KnownInvitation,
  findInvitations,
  type Place,
  roleOf,
  stateOf,
} from '../place/index.ts';
import type { Storage } from '../storage/storage.ts';

export interface DescribeContext {
  storage: Storage;
  accounts: Pick<Accounts, 'users'>;
  place: Pick<Place, 'permits'>;
  now: () => number;
}

/** What invitations are judged by now. */
export function judgeNow({ place, now }: Pick<DescribeContext, 'place' | 'now'>): InvitationJudge {
  return { now: now(), mayInvite: (role) => place.permits(role, 'invite-people') };
}

export const listedMax = 500;

/** `madeBy` null: everybody's. */
export async function listInvitations(
  context: DescribeContext,
  viewerId: string,
  madeBy: string | null,
): Promise<Invitation[]> {
  const rows = await findInvitations(context.storage.db, { limit: listedMax, madeBy: madeBy ?? undefined });
  return await describe(context, viewerId, rows);
}

export async function describe(
  context: DescribeContext,
  viewerId: string,
  rows: readonly KnownInvitation[],
): Promise<Invitation[]> {
  const {
    storage: { db },
    accounts,
  } = context;
  const makers = await accounts.users(rows.map(({ made_by: id }) => id).filter(Boolean), viewerId);
  const chatIds = [...new Set(rows.map(({ chat_id: id }) => id).filter(Boolean))];
  const named = await db
    .selectFrom('chats')
    .innerJoin('members', 'members.chat_id', 'chats.id')
    .select(['chats.id', 'chats.name'])
    .where('members.user_id', '=', viewerId)
    .where('chats.id', 'in', chatIds.length > 0 ? chatIds : [''])
    .execute();
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return rows.map((row) => describeOne(row, { makers, names, judge: judgeNow(context) }));
}

interface Known {
  makers: ReadonlyMap<string, User>;
  names: ReadonlyMap<string, string | null>;
  judge: InvitationJudge;
}

function describeOne(row: KnownInvitation, { makers, names, judge }: Known): Invitation {
  return {
    id: row.id,
    role: roleOf(row),
    group: row.chat_id === '' ? null : { id: row.chat_id, name: names.get(row.chat_id) ?? null },
    madeBy: makers.get(row.made_by) ?? null,
    madeAt: new Date(row.made_at).toISOString(),
    expiresAt: timeOf(row.expires_at),
    uses: row.uses,
    usesMax: row.uses_max === 0 ? null : row.uses_max,
    state: stateOf(row, judge),
  };
}

/** For whoever holds the link, and may be nobody here. */
export async function describeOpened({ db }: Pick<Storage, 'db'>, row: KnownInvitation): Promise<OpenedInvitation> {
  const group =
    row.chat_id === ''
      ? undefined
      : await db
          .selectFrom('chats')
          .select([
            'name',
            sql<number>`(select count(*) from members where members.chat_id = chats.id)`.as('memberCount'),
          ])
          .where('id', '=', row.chat_id)
          .executeTakeFirst();
  return {
    role: roleOf(row),
    invitedBy: row.maker_name,
    group: group ? { id: row.chat_id, name: group.name ?? '', memberCount: group.memberCount } : null,
    expiresAt: timeOf(row.expires_at),
  };
}

function timeOf(ms: number): string | null {
  return ms === 0 ? null : new Date(ms).toISOString();
}
