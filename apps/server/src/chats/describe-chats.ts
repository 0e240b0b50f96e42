import type { Chat, ChatParts, Member, Message, User } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import { toMessage } from '../storage/message-row.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { Storage } from '../storage/storage.ts';
import { findChats, findMembers, findThread, type ChatRow, type MemberRow } from './chat-store.ts';

interface DescribeContext {
  storage: Storage;
  accounts: Accounts;
}

/** Those of the chats that the viewer is in, as the viewer sees them, last spoken in first. */
export async function describeChats(
  context: DescribeContext,
  viewerId: string,
  chatIds: readonly string[],
): Promise<Chat[]> {
  if (chatIds.length === 0) return [];
  return await describe(context, viewerId, await findChats(context.storage.db, viewerId, chatIds));
}

/** For who may be in it, whether or not they follow it: the caller has looked. Null where there is none. */
export async function describeThread(
  context: DescribeContext,
  viewerId: string,
  threadId: string,
): Promise<Chat | null> {
  const rows = await findThread(context.storage.db, viewerId, threadId);
  return (await describe(context, viewerId, rows))[0] ?? null;
}

async function describe(context: DescribeContext, viewerId: string, chats: readonly ChatRow[]): Promise<Chat[]> {
  const visibleIds = chats.map((chat) => chat.id);
  const [members, lastMessages] = await Promise.all([
    findMembers(context.storage.db, visibleIds),
    findLastMessages(context.storage, chats),
  ]);
  const userIds = new Set([...members.values()].flat().map((member) => member.userId));
  const users = await context.accounts.users([...userIds], viewerId);
  // Read with the profiles, and so at hand by now.
  const hiding = await context.accounts.whoHide('receipts', [...userIds, viewerId]);
  return chats
    .toSorted((left, right) => right.lastAt - left.lastAt || (left.id < right.id ? -1 : 1))
    .map((chat) =>
      toChat(
        chat,
        toMembers(readBy(chat, members.get(chat.id), { viewerId, hiding }), users),
        lastMessages.get(chat.id) ?? null,
      ),
    );
}

export async function findLastMessages(storage: Storage, chats: readonly ChatRow[]): Promise<Map<string, Message>> {
  const spokenIn = chats.filter((chat) => chat.lastSeq > 0);
  if (spokenIn.length === 0) return new Map();
  const rows = await storage.db
    .selectFrom('messages')
    .innerJoin('chats', (join) =>
      join.onRef('chats.id', '=', 'messages.chat_id').onRef('chats.seq', '=', 'messages.seq'),
    )
    .where(
      'messages.chat_id',
      'in',
      spokenIn.map((chat) => chat.id),
    )
    .selectAll('messages')
    .execute();
  return new Map(rows.map((row) => [row.chat_id, toMessage(row)]));
}

function toChat(row: ChatRow, members: Member[], lastMessage: Message | null): Chat {
  const { id, kind, name, createdBy, lastSeq, rev, unread, mentions, parts } = row;
  return {
    id,
    kind,
    name,
    members,
    createdBy,
    createdAt: encodeTimestamp(row.createdAt),
    lastSeq,
    rev,
    unread,
    mentions,
    lastMessage,
    // As the rules of features wrote it.
    ...(parts !== null && { parts: JSON.parse(parts) as ChatParts }),
  };
}

/**
 * The members were read a moment later: the viewer may have read on in between, and `unread` is from before that. Of others nothing
 * is told where they or the viewer hide how far they have read (D43).
 */
function readBy(
  chat: ChatRow,
  members: readonly MemberRow[] | undefined,
  { viewerId, hiding }: { viewerId: string; hiding: ReadonlySet<string> },
): MemberRow[] {
  const isBlind = hiding.has(viewerId);
  return (members ?? []).map((member) => {
    if (member.userId === viewerId) return { ...member, readSeq: chat.readSeq };
    return isBlind || hiding.has(member.userId) ? { ...member, readSeq: 0 } : member;
  });
}

function toMembers(rows: readonly MemberRow[], users: ReadonlyMap<string, User>): Member[] {
  return rows.flatMap(({ userId, role, joinedAt, readSeq }) => {
    const user = users.get(userId);
    return user ? [{ user, role, joinedAt: encodeTimestamp(joinedAt), readSeq }] : [];
  });
}
