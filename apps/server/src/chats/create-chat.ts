import { randomBytes } from 'node:crypto';
import type { Chat, CreateChatBody } from '@confab/protocol';
import { whoBlocks } from '../blocking/index.ts';
import { ApiError } from '../http/api-error.ts';
import { submit } from '../log/submit.ts';
import type { ChatContext } from './chat-context.ts';
import { chatJoined } from './chat-joined.ts';
import { createChatRule } from './chat-rules.ts';
import { findDirectChat } from './chat-store.ts';
import { describeChats } from './describe-chats.ts';
import { getChat } from './list-chats.ts';

/** `isNew` is false where a direct chat of the two was there already. */
export interface CreatedChat {
  chat: Chat;
  isNew: boolean;
}

/** Two people have one direct chat, however many ask at once: the database holds the pair unique. */
export async function createChat(context: ChatContext, callerId: string, body: CreateChatBody): Promise<CreatedChat> {
  const existing = await findExistingDirect(context, callerId, body);
  if (existing) return { chat: await getChat(context, callerId, existing), isNew: false };
  await context.order.newcomers.takeChat(callerId);
  const spending = { chats: 1, people: new Set(body.memberIds).size };
  const run = (): Promise<CreatedChat> => createAllowedChat(context, callerId, body);
  const created = await context.allowance.spend(callerId, spending, { run, isInVain: ({ isNew }) => !isNew });
  context.descriptions.charge(callerId, [created.chat]);
  return created;
}

/** Opening a direct chat that is there makes none. Whether it still is not there is decided when it is made. */
async function findExistingDirect(
  context: ChatContext,
  callerId: string,
  body: CreateChatBody,
): Promise<string | null> {
  const [other] = body.memberIds;
  if (body.kind !== 'direct' || other === undefined) return null;
  return await findDirectChat(context.storage.db, directKeyOf(callerId, other));
}

function directKeyOf(one: string, other: string): string {
  return [one, other].toSorted().join(' ');
}

async function createAllowedChat(context: ChatContext, callerId: string, body: CreateChatBody): Promise<CreatedChat> {
  await requireUsers(context, callerId, body.memberIds);
  if (body.kind === 'group') context.order.requireSayable([body.name]);
  const blocking = await whoBlocks(context.storage, callerId, body.kind === 'group' ? body.memberIds : []);
  const others = [...new Set(body.memberIds)].filter((id) => id !== callerId && !blocking.has(id));
  const { bus, writer, stampNow } = context;
  const newChat = {
    chatId: newChatId(),
    kind: body.kind,
    // What clients that know of no chat with oneself show of it.
    name: body.kind === 'group' ? body.name : others.length === 0 ? 'Notes to self' : null,
    visibility: body.kind === 'group' ? body.visibility : undefined,
    directKey: body.kind === 'direct' ? directKeyOf(callerId, others[0] ?? callerId) : null,
    creatorId: callerId,
    members: [
      { userId: callerId, role: body.kind === 'group' ? ('owner' as const) : ('member' as const) },
      ...others.map((userId) => ({ userId, role: 'member' as const })),
    ],
    at: stampNow(),
  };
  const { chatId, isNew } = await submit(writer, createChatRule.command(newChat));
  if (isNew) {
    for (const userId of [callerId, ...others]) bus.publish(`user:${userId}`, chatJoined.of({ chatId, userId }));
  }
  const [chat] = await describeChats(context, callerId, [chatId]);
  if (!chat) throw new ApiError('not-found', 'There is no such chat, or you are not in it.');
  return { chat, isNew };
}

/** Throws `invalid-request` with an entry for each id that is nobody's, or of somebody whom the caller does not see. */
export async function requireUsers(
  context: ChatContext,
  callerId: string,
  userIds: readonly string[],
  field = 'memberIds',
): Promise<void> {
  const users = await context.accounts.whoIsFound({ userId: callerId }, [...new Set(userIds)]);
  const errors = userIds.flatMap((id, index) =>
    users.has(id) ? [] : [{ path: `${field}.${index}`, message: 'there is no such person' }],
  );
  if (errors.length > 0) throw invalidMembers(errors);
}

function invalidMembers(errors: { path: string; message: string }[]): ApiError {
  return new ApiError('invalid-request', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), {
    errors,
  });
}

/** 120 random bits: ids can't be guessed, and two are never the same. */
function newChatId(): string {
  return `c${randomBytes(15).toString('base64url')}`;
}
