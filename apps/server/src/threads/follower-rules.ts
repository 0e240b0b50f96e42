import { addMembers, placesOf, publish, query, removeMember, type Work } from '../storage/rule.ts';

/** The types of what is published on the topic of each: see chats/chat-joined.ts and following-changed.ts. */
const joinedType = 'chat-joined';
export const followingChangedType = 'following-changed';

/** Whom a message in a thread concerns. Of more the first: each is told, in the transaction that everybody waits for. */
const toldMax = 100;

/** Followers of a thread are its rows of members: so it comes, counts and is read as a chat. Who follows already stays as they are. */
export function* follow({
  chatId,
  userIds,
  readSeq,
  at,
}: {
  chatId: string;
  userIds: readonly string[];
  readSeq: number;
  at: number;
}): Work<void> {
  if (userIds.length === 0) return;
  const known = yield* query<[userId: string]>(
    `select user_id from members where chat_id = $1 and user_id in (${placesOf(userIds, 2)})`,
    [chatId, ...userIds],
  );
  const added = userIds.filter((userId) => !known.some(([one]) => one === userId));
  if (added.length === 0) return;
  yield* addMembers({ chatId, userIds: added, role: 'member', joinedAt: at, readSeq });
  for (const userId of added) yield* tell(chatId, userId, true);
}

export function* drop(chatId: string, userId: string): Work<void> {
  yield* removeMember(chatId, userId);
  yield* tell(chatId, userId, false);
}

export function* followersOf(chatId: string): Work<string[]> {
  const rows = yield* query<[userId: string]>(
    `select user_id from members where chat_id = $1 order by joined_at, user_id limit ${toldMax}`,
    [chatId],
  );
  return rows.map(([userId]) => userId);
}

/** It was silent for so long that nobody's connection is on it. */
export function* tellFollowers(chatId: string): Work<void> {
  const rows = yield* query<[userId: string]>('select user_id from members where chat_id = $1', [chatId]);
  for (const [userId] of rows) yield* publish(`user:${userId}`, { type: joinedType, chatId, userId });
}

function* tell(chatId: string, userId: string, following: boolean): Work<void> {
  yield* publish(`user:${userId}`, { type: followingChangedType, chatId, following });
}
