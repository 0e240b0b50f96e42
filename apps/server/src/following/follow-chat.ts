import { serverLimits } from '@confab/protocol';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import {
  chatIdsOf,
  describeChats,
  findAwake,
  findMember,
  findRecentMembers,
  findRecentSystemChanges,
} from '../chats/index.ts';
import type { Channel } from '../realtime/channel.ts';
import type { Connection } from '../realtime/connection.ts';
import type { FollowingContext } from './following-context.ts';

export function follow(connection: Connection, channel: Channel | undefined, cursor: number): void {
  if (!connection.isClosed) channel?.attach(connection, cursor);
}

/** A part of the answer can't stand for the whole (D15): the client connects again and asks anew. */
export function closeUnfinished(context: FollowingContext, connection: Connection, error: unknown): void {
  context.onError(error);
  connection.close('internal');
}

/** The user has become a member, as it seems: if so, the connection is told of the chat and follows it. */
async function followNewChat(context: FollowingContext, connection: Connection, chatId: string): Promise<void> {
  const { hub, storage } = context;
  const { userId } = connection;
  await hub.open([chatId]);
  if (hub.channel(chatId)?.isFollowedBy(connection)) return;
  const mayBe = !isThreadId(chatId) || (await findMember(storage.db, doorOf(chatId), userId)) !== null;
  const [chat] = mayBe ? await describeChats(context, userId, [chatId]) : [];
  const channel = hub.channel(chatId);
  // Removed again, before any stream could tell.
  if (!chat) leaveThreads(context, connection, (door) => door === chatId);
  // Told of it twice: the first one is enough.
  if (!chat || !channel || channel.isFollowedBy(connection) || connection.isClosed) return;
  connection.send({ type: 'chats', chats: [chat] });
  context.reactions.threadDescribed(connection, chat);
  follow(connection, channel, chat.rev);
  // Removed between the description and the stream that begins after it: that place would not be come by.
  if ((await chatIdsOf(storage.db, userId)).includes(chatId) || !channel.isFollowedBy(connection)) return;
  removeFromChat(context, chatId, connection);
  leaveThreads(context, connection, (door) => door === chatId);
}

export function followAll(context: FollowingContext, chatId: string, connections: readonly Connection[]): void {
  for (const connection of connections) {
    if (isThreadId(chatId) && !connection.wantsThreads) continue;
    // Before it resumes there is nothing to add to: the answer will name all of its chats.
    if (!connection.hasResumed) continue;
    followNewChat(context, connection, chatId).catch((error: unknown) => closeUnfinished(context, connection, error));
  }
}

/** The user is no member: the connection gets nothing more of the chat, and is told so. */
export function removeFromChat({ hub }: FollowingContext, chatId: string, connection: Connection): void {
  hub.leave(chatId, connection);
  if (connection.endpoint === 'unified') connection.send({ type: 'chat-removed', chatId });
  else connection.close('notAMember');
}

/** What is behind the door of a chat closes with it, whoever follows it or watches it. */
export function leaveThreads(
  context: FollowingContext,
  connection: Connection,
  isClosed: (door: string) => boolean,
): void {
  for (const { chatId = '' } of connection.channels) {
    if (isThreadId(chatId) && isClosed(doorOf(chatId))) removeFromChat(context, chatId, connection);
  }
}

/** Also for one who is told `not-found` of a chat and may still show it. */
export function dropMember(context: FollowingContext, chatId: string, connections: readonly Connection[]): void {
  for (const connection of connections) {
    removeFromChat(context, chatId, connection);
    leaveThreads(context, connection, (door) => door === chatId);
  }
  // Back already, further on in the log, or never gone for good: the place that was passed is not the last word.
  followAll(context, chatId, connections);
}

/**
 * Finds the chats whose members changed and no bus told of it, so that whoever was removed gets nothing more (D19). Asked
 * far more often than how far every open chat is, and for next to nothing: members change seldom.
 */
export async function findMissedRemovals({ hub, storage, recentWall }: FollowingContext): Promise<void> {
  if (hub.connections.size === 0) return;
  await hub.catchUpWith(await findRecentSystemChanges(storage.db, recentWall.since()));
}

/**
 * Finds the chats that people here became members of and no bus told of (D8): a chat that nobody follows yet has no stream
 * that could tell.
 */
export async function followMissedChats(context: FollowingContext): Promise<void> {
  const { hub, storage, recentWall } = context;
  if (hub.connections.size === 0) return;
  for (const { chatId, userId } of await findRecentMembers(storage.db, recentWall.since())) {
    for (const connection of hub.connectionsOf(userId)) {
      if (isThreadId(chatId) && !connection.wantsThreads) continue;
      if (!connection.hasResumed || hub.channel(chatId)?.isFollowedBy(connection)) continue;
      await followNewChat(context, connection, chatId).catch((error: unknown) =>
        closeUnfinished(context, connection, error),
      );
    }
  }
}

/** Of these threads, those that are not silent for so long that nobody is told of them before somebody speaks there. */
export async function awakeOf(
  { storage, clock }: FollowingContext,
  threadIds: readonly string[],
): Promise<readonly string[]> {
  if (threadIds.length === 0) return [];
  return await findAwake(storage.db, threadIds, clock.wallNow() - serverLimits.threadAwakeMs);
}
