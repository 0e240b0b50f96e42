import type { EncodedUser } from '../accounts/index.ts';
import type { ChatContext } from './chat-context.ts';
import type { ChatMemory, KeptChat } from './chat-memory.ts';
import { type ChatRow, findChats, findMembers, type ListedChat, type MemberRow } from './chat-store.ts';
import type { LookProof } from './list-memory.ts';
import { describeChats, findLastMessages } from './describe-chats.ts';

type EncodeContext = Pick<ChatContext, 'storage' | 'accounts' | 'chatMemory'>;

/** A chat as one person sees it, but for how the people in it look. */
interface Described {
  id: string;
  kept: KeptChat;
  unread: number;
  mentions: number;
}

/** A chat as JSON, in pieces. */
export interface EncodedChat {
  id: string;
  rev: number;
  pieces: readonly (string | Buffer)[];
  /** Says how dear it was. */
  members: { length: number };
}

export interface EncodedChats {
  chats: readonly EncodedChat[];
  /** Why they are the same as long as the list is: null where that can't be told. */
  proof: LookProof | null;
}

/**
 * The chats as the viewer sees them, in their order: what is still true is taken from memory, the rest is read. Whoever hides
 * something of themselves is shown less of others: theirs are made for them alone. `stamp`: of before the list was read.
 */
export async function encodeChats(
  context: EncodeContext,
  viewerId: string,
  listed: readonly ListedChat[],
  stamp = -1,
): Promise<EncodedChats> {
  const version = context.accounts.lookVersion();
  const viewer = (await context.accounts.encodedUsers([viewerId])).get(viewerId);
  if (viewer?.hides.size !== 0) return await encodeForOne(context, viewerId, listed);
  const { described, isAsListed } = await describeListed(context, viewerId, listed);
  const userIds = new Set<string>();
  for (const { kept } of described) {
    kept.stamp = Math.max(kept.stamp, stamp);
    for (const { userId } of kept.rows) userIds.add(userId);
  }
  const users = await context.accounts.encodedUsers([...userIds]);
  return {
    chats: described.map((chat) => ({
      id: chat.id,
      rev: chat.kept.rev,
      pieces: encode(chat, users, context.chatMemory),
      members: chat.kept.rows,
    })),
    proof:
      isAsListed && version !== null ? proofOf(version, [viewer, ...[...userIds].map((id) => users.get(id))]) : null,
  };
}

/** The chats one behind the other. */
export function inList(chats: readonly EncodedChat[]): (string | Buffer)[] {
  return chats.flatMap(({ pieces }, at) => (at > 0 ? [',', ...pieces] : [...pieces]));
}

/** Whoever is not there, who was, may be read anew at any time. */
function proofOf(version: number, users: readonly (EncodedUser | undefined)[]): LookProof {
  return { version, until: Math.min(...users.map((user) => user?.until ?? -Infinity)) };
}

function encode(
  { id, kept, unread, mentions }: Described,
  users: ReadonlyMap<string, EncodedUser>,
  memory: ChatMemory,
): (string | Buffer)[] {
  const counts = `,"unread":${unread},"mentions":${mentions},"members":`;
  return [kept.head, counts, memory.encodeMembers(id, kept, users), '}'];
}

async function encodeForOne(
  context: EncodeContext,
  viewerId: string,
  listed: readonly ListedChat[],
): Promise<EncodedChats> {
  const ids = listed.map(({ id }) => id);
  const chats = await describeChats(context, viewerId, ids);
  context.chatMemory.counted('database', chats.length);
  const encoded = chats.map(({ id, rev, members }, at) => ({ id, rev, members, pieces: [JSON.stringify(chats[at])] }));
  return { chats: encoded, proof: null };
}

async function describeListed(
  context: EncodeContext,
  viewerId: string,
  listed: readonly ListedChat[],
): Promise<{ described: Described[]; isAsListed: boolean }> {
  const { chatMemory } = context;
  const found = new Map<string, Described>();
  const unknown = new Map<string, ListedChat>();
  for (const one of listed) {
    const kept = chatMemory.chat(one);
    const count = chatMemory.count(viewerId, one);
    if (kept && count) found.set(one.id, { id: one.id, kept, unread: count.unread, mentions: count.mentions });
    else unknown.set(one.id, one);
  }
  chatMemory.counted('memory', found.size);
  chatMemory.counted('database', unknown.size);
  if (unknown.size > 0) for (const one of await readUnknown(context, viewerId, unknown)) found.set(one.id, one);
  // What was read is of a later moment than the list.
  return { described: listed.flatMap(({ id }) => found.get(id) ?? []), isAsListed: unknown.size === 0 };
}

/** What the viewer is in no more by now is left out. */
async function readUnknown(
  { storage, chatMemory }: EncodeContext,
  viewerId: string,
  unknown: ReadonlyMap<string, ListedChat>,
): Promise<Described[]> {
  const rows = await findChats(storage.db, viewerId, [...unknown.keys()]);
  for (const row of rows) chatMemory.keepCount(viewerId, row);
  const knownOf = new Map(rows.map((row) => [row.id, recall(chatMemory, row, unknown.get(row.id))]));
  const strange = rows.filter(({ id }) => !knownOf.get(id));
  const ids = strange.map(({ id }) => id);
  const [members, lastMessages] = await Promise.all([findMembers(storage.db, ids), findLastMessages(storage, strange)]);
  return rows.map((row) => {
    const known = knownOf.get(row.id);
    const read = { row, members: members.get(row.id) ?? [], lastMessage: lastMessages.get(row.id) ?? null };
    const kept =
      known ?? (isOfOneMoment(row, read.members, viewerId) ? chatMemory.keep(read) : asOf(chatMemory, read, viewerId));
    return { id: row.id, kept, unread: row.unread, mentions: row.mentions };
  });
}

/** What others have had described, where the chat has not changed since the list was read. */
function recall(memory: ChatMemory, row: ChatRow, listed: ListedChat | undefined): KeptChat | null {
  return listed && listed.rev === row.rev && listed.readSeq === row.readSeq ? memory.chat(listed) : null;
}

/** The members were read a moment later: the viewer may have read on in between, and `unread` is from before that. */
function isOfOneMoment({ readSeq }: ChatRow, members: readonly MemberRow[], viewerId: string): boolean {
  return members.every((member) => member.userId !== viewerId || member.readSeq === readSeq);
}

/** For this answer alone: such positions may never have stood beside each other. */
function asOf(memory: ChatMemory, read: Parameters<ChatMemory['keep']>[0], viewerId: string): KeptChat {
  const { readSeq } = read.row;
  const members = read.members.map((member) => (member.userId === viewerId ? { ...member, readSeq } : member));
  return memory.make({ ...read, members });
}
