import type { Chat, ChatListQuery } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { ApiError, type StoredJson } from '../http/index.ts';
import type { ChatContext } from './chat-context.ts';
import { type ChatPlace, findChatPage, type ListedChat, sizedParts } from './chat-store.ts';
import { describeChats, describeThread } from './describe-chats.ts';
import { encodeChats, inList } from './encode-chats.ts';

/** A page ends early where its chats have more members than this together: some 3 MB. One chat is always on it. */
const membersPerPage = 10_000;

/** What needs no look at the database. The caller waits for nobody's turn, and pays as for any. Null: see `listChats`. */
export function recallChats(context: ChatContext, callerId: string, query: ChatListQuery): StoredJson | null {
  const key = keyOf(callerId, query);
  const listed = context.listMemory.find(key);
  return listed && recallList(context, callerId, { key, listed, isLast: true });
}

/** A page of the caller's chats, last spoken in first, as JSON. */
export async function listChats(context: ChatContext, callerId: string, query: ChatListQuery): Promise<StoredJson> {
  const { listMemory, descriptions } = context;
  const key = keyOf(callerId, query);
  const known = listMemory.find(key);
  const { part, last } = known ? { part: known } : await readPlaces(context, callerId, { query, key });
  const isLast = last === undefined;
  const recalled = recallList(context, callerId, { key, listed: part, isLast });
  if (recalled) return recalled;
  const { chats, proof } = await encodeChats(context, callerId, part);
  descriptions.charge(callerId, chats);
  const end = `],"nextCursor":${last ? `"${encodeCursor(last)}"` : 'null'}}`;
  const made = proof && { listed: part, isLast, looks: proof, sizes: chats.map(({ members }) => ({ members })) };
  return listMemory.join(key, ['{"chats":[', ...inList(chats), end], made);
}

function keyOf(callerId: string, { limit, cursor }: ChatListQuery): string {
  return `${callerId} ${limit} ${cursor ?? ''}`;
}

function recallList(
  { accounts, descriptions, chatMemory, listMemory, clock }: ChatContext,
  callerId: string,
  { key, ...list }: { key: string; listed: readonly ListedChat[]; isLast: boolean },
): StoredJson | null {
  const known = listMemory.recall(key, { ...list, lookVersion: accounts.lookVersion(), now: clock.monotonicNow() });
  if (!known) return null;
  descriptions.admit(callerId);
  descriptions.charge(callerId, known.sizes);
  chatMemory.counted('memory', known.sizes.length);
  return known.stored;
}

/** What is on the page, and where it ends if there is more. */
async function readPlaces(
  { storage, listMemory }: ChatContext,
  callerId: string,
  { query: { limit, cursor }, key }: { query: ChatListQuery; key: string },
): Promise<{ part: readonly ListedChat[]; last?: ChatPlace | undefined }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const { stamp } = listMemory;
  // One more than asked for tells whether there are more.
  const places = await findChatPage(storage.db, callerId, { after, limit: limit + 1 });
  const [part = []] = sizedParts(places, { chats: limit, members: membersPerPage });
  const last = part.length < places.length ? part.at(-1) : undefined;
  listMemory.keep(key, { listed: part, stamp, isWhole: after === null && last === undefined });
  return { part, last };
}

/** One chat, asked for by itself. */
export async function getChat(context: ChatContext, callerId: string, chatId: string): Promise<Chat> {
  const chat = isThreadId(chatId)
    ? await getThread(context, callerId, chatId)
    : (await describeChats(context, callerId, [chatId]))[0];
  if (!chat) throw new ApiError('not-found', 'There is no such chat, or you are not in it.');
  context.descriptions.charge(callerId, [chat]);
  return chat;
}

async function getThread(context: ChatContext, callerId: string, threadId: string): Promise<Chat | null> {
  await context.access.requireMember(threadId, callerId);
  return await describeThread(context, callerId, threadId);
}

function encodeCursor({ lastAt, id }: ChatPlace): string {
  return Buffer.from(`${lastAt} ${id}`).toString('base64url');
}

function parseCursor(cursor: string): ChatPlace {
  const [, lastAt, id] = /^(\d{1,15}) ([A-Za-z0-9_-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (lastAt !== undefined && id !== undefined) return { lastAt: Number(lastAt), id };
  throw new ApiError('invalid-request', 'The cursor is not one of ours.', {
    errors: [{ path: 'cursor', message: 'not a cursor of this list' }],
  });
}
