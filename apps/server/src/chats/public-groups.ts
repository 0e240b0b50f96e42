import {
  type Chat,
  type PublicGroup,
  type PublicGroupList,
  type PublicGroupListQuery,
  withoutNul,
} from '@confab/protocol';
import { sql } from 'kysely';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { submit } from '../log/submit.ts';
import type { ChatActor } from './change-members.ts';
import type { ChatContext } from './chat-context.ts';
import { chatJoined } from './chat-joined.ts';
import { getChat } from './list-chats.ts';
import { foldGroupName, joinGroupRule } from './public-group-rules.ts';

type Place = z.infer<typeof placeSchema>;

/** By name. Of a private group nothing is told, not even that it is there (D20). */
export async function listPublicGroups(
  { storage: { db }, descriptions }: ChatContext,
  callerId: string,
  { query, limit, cursor }: PublicGroupListQuery,
): Promise<PublicGroupList> {
  let select = db
    .$extendTables<{ public_groups: { chat_id: string; search_name: string } }>()
    .selectFrom('public_groups')
    .innerJoin('chats', 'chats.id', 'public_groups.chat_id')
    .select(['chats.id', 'chats.name', 'chats.parts', 'public_groups.search_name as searchName'])
    .select((it) => [
      sql<number>`(select count(*) from members where members.chat_id = chats.id)`.as('memberCount'),
      it
        .selectFrom('members')
        .whereRef('members.chat_id', '=', 'chats.id')
        .where('members.user_id', '=', callerId)
        .select('members.user_id')
        .as('ownId'),
    ])
    .orderBy('public_groups.search_name')
    .orderBy('public_groups.chat_id')
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [name, id] = readCursor(cursor);
    select = select.where(sql<boolean>`(public_groups.search_name, public_groups.chat_id) > (${name}, ${id})`);
  }
  if (query) {
    const pattern = `%${foldGroupName(query).replace(/[\\%_]/g, String.raw`\$&`)}%`;
    select = select.where(sql<boolean>`public_groups.search_name like ${pattern} escape ${'\\'}`);
  }
  const rows = await select.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  descriptions.chargeCounts(
    callerId,
    page.map(({ memberCount }) => memberCount),
  );
  return {
    groups: page.map(({ id, name, parts, memberCount, ownId }): PublicGroup => {
      const { description = '', picture } = JSON.parse(parts ?? '{}') as { description?: string; picture?: string };
      const group = { id, name: name ?? '', description, memberCount, isMember: ownId !== null };
      return picture ? { ...group, picture } : group;
    }),
    nextCursor: rows.length > page.length && last ? writeCursor([last.searchName, last.id]) : null,
  };
}

export async function joinGroup(context: ChatContext, { chatId, callerId }: ChatActor): Promise<Chat> {
  const { accounts, allowance, bus, writer, stampNow } = context;
  const name = (await accounts.users([callerId])).get(callerId)?.displayName ?? 'Somebody';
  const joining = { chatId, actorId: callerId, content: `${name} joined`, at: stampNow() };
  const message = await allowance.spend(
    callerId,
    { chats: 0, people: 1 },
    { run: () => submit(writer, joinGroupRule.command(joining)), isInVain: (joined) => joined === null },
  );
  if (message !== null) bus.publish(`user:${callerId}`, chatJoined.of({ chatId, userId: callerId }));
  return await getChat(context, callerId, chatId);
}

const placeSchema = z.tuple([z.string().regex(withoutNul), z.string().regex(withoutNul)]);

function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const errors = [{ path: 'cursor', message: 'not one that the server gave' }];
    throw new ApiError('invalid-request', 'Start again without a cursor.', { errors, cause });
  }
}
