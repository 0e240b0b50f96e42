import { randomBytes } from 'node:crypto';
import { invitationOperations } from '@confab/protocol';
import { type AuditBy, byCaller } from '../audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import { chatJoined } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { Answer, ApiError, type Caller, implement, type Routes } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import {
  findGood,
  findInvitations,
  hashToken,
  invitationDb,
  type Landing,
  makeToken,
  type Place,
  type PlaceFactsOf,
} from '../place/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { describe, describeOpened, judgeNow, listedMax, listInvitations } from './describe-invitations.ts';
import { landRule, makeInvitationRule, revokeInvitationRule } from './invitation-rules.ts';

export interface InvitationContext {
  storage: Storage;
  bus: Bus;
  writer: LogWriter;
  accounts: Accounts;
  place: Place;
  placeFacts: PlaceFactsOf;
  clock: Clock;
  stampNow: () => number;
}

const hourMs = 3_600_000;

/** Links by which people come in, and into a group. */
export function invitations(context: InvitationContext): Feature {
  context.placeFacts.arrivals.land = (landing) => land(context, landing);
  return {
    name: 'invitations',
    offers: ['invitations'],
    routes: [...routesOfMakers(context), ...routesOfGuests(context)],
  };
}

function routesOfMakers(house: InvitationContext): Routes[] {
  const { storage, writer, accounts, place, stampNow } = house;
  const context = { storage, accounts, place, now: house.clock.wallNow };
  return [
    implement(invitationOperations.createInvitation, async ({ caller, body, request }) => {
      const token = makeToken();
      const [id, at] = [`i${randomBytes(15).toString('base64url')}`, stampNow()];
      const made = {
        id,
        tokenHash: hashToken(token),
        role: body.role,
        chatId: body.chatId ?? '',
        by: { ...byCaller(caller, request), userId: caller.userId },
        at,
        expiresAt: body.expiresInHours === null ? 0 : at + body.expiresInHours * hourMs,
        usesMax: body.usesMax ?? 0,
      };
      await submit(writer, makeInvitationRule.command(made));
      const rows = await findInvitations(storage.db, { id, limit: 1 });
      const [invitation] = await describe(context, caller.userId, rows);
      if (!invitation) throw new ApiError('not-found', 'There is no such invitation of yours.');
      return new Answer(201, { invitation, token });
    }),

    implement(invitationOperations.listInvitations, async ({ caller: { userId } }) => ({
      invitations: await listInvitations(context, userId, userId),
    })),

    implement(invitationOperations.listAllInvitations, async ({ caller: { userId } }) => ({
      invitations: await listInvitations(context, userId, null),
    })),

    implement(invitationOperations.revokeInvitation, ({ caller, params, request }) => {
      const by = { ...byCaller(caller, request), userId: caller.userId };
      return submit(writer, revokeInvitationRule.command({ id: params.invitation_id, by, at: stampNow() }));
    }),

    implement(invitationOperations.listInvited, async ({ caller, params }) => ({
      people: await listInvited(house, caller, params.invitation_id),
    })),
  ];
}

async function listInvited({ storage: { db }, accounts, place }: InvitationContext, caller: Caller, id: string) {
  const tables = invitationDb(db);
  const made = await tables.selectFrom('invitations').select('made_by').where('id', '=', id).executeTakeFirst();
  const isOwn = made?.made_by === caller.userId;
  if (!made || (!isOwn && !place.permits(caller.role, 'manage-invitations'))) {
    throw new ApiError('not-found', 'There is no such invitation of yours.');
  }
  const uses = await tables
    .selectFrom('invitation_uses')
    .select(['user_id', 'at'])
    .where('invitation_id', '=', id)
    .orderBy('at', 'desc')
    .limit(listedMax)
    .execute();
  const users = await accounts.users(
    uses.map(({ user_id: userId }) => userId),
    caller.userId,
  );
  return uses.flatMap(({ user_id: userId, at }) => {
    const user = users.get(userId);
    return user ? [{ user, at: new Date(at).toISOString() }] : [];
  });
}

function routesOfGuests(context: InvitationContext): Routes[] {
  const { storage, place, clock } = context;
  const requireGood = async (token: string) => {
    const invitation = await findGood(storage.db, token, judgeNow({ place, now: clock.wallNow }));
    if (!invitation) throw new ApiError('not-found', 'This invitation holds no more. Ask for a new one.');
    return invitation;
  };
  return [
    implement(invitationOperations.readInvitation, async ({ body }) =>
      describeOpened(storage, await requireGood(body.token)),
    ),

    implement(invitationOperations.useInvitation, async ({ caller, body, request }) => {
      const { id, chat_id: chatId, made_by: invitedBy } = await requireGood(body.token);
      if (chatId === '') return { chatId: null };
      const use = { id, by: byCaller(caller, request) };
      await land(context, { chatId, userId: caller.userId, invitedBy }, use);
      return { chatId };
    }),
  ];
}

/** Whoever was in it before has used nothing. */
async function land(
  { accounts, bus, writer, stampNow }: InvitationContext,
  { chatId, userId, invitedBy }: Landing,
  use?: { id: string; by: AuditBy },
): Promise<void> {
  const name = (await accounts.users([userId])).get(userId)?.displayName ?? 'Somebody';
  const landing = { chatId, userId, invitedBy, content: `${name} joined`, at: stampNow(), ...(use && { use }) };
  const message = await submit(writer, landRule.command(landing));
  if (message !== null) bus.publish(`user:${userId}`, chatJoined.of({ chatId, userId }));
}
