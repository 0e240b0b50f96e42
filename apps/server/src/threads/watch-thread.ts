import { doorOf, rootOf } from '@confab/protocol/threads';
import type { Accounts } from '../accounts/index.ts';
import { type ChatAccess, type DescriptionPace, describeThread, findMember } from '../chats/index.ts';
import { ApiError } from '../http/index.ts';
import type { Connection } from '../realtime/connection.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Storage } from '../storage/storage.ts';
import type { FollowingCompared } from './compare-following.ts';

export interface WatchContext {
  storage: Storage;
  accounts: Accounts;
  access: ChatAccess;
  hub: Hub;
  descriptions: DescriptionPace;
  compared: FollowingCompared;
  onError: (error: unknown) => void;
}

/** The connection is told of the thread from here on, until it closes or its user is no member of the chat any more. */
export async function watchThread(context: WatchContext, connection: Connection, chatId: string): Promise<void> {
  const { access, hub, descriptions, storage } = context;
  const { userId } = connection;
  // Whoever follows nothing hears of no removal either (D19).
  if (!connection.hasResumed || !connection.wantsThreads) {
    throw new ApiError('invalid-frame', 'Send `resume` with `threads` before you watch one.');
  }
  if (rootOf(chatId) === null) throw new ApiError('not-found', 'There is no such thread, or you may not see it.');
  await access.requireMember(chatId, userId);
  descriptions.admit(userId);
  // A channel is kept for a while: not for whatever name somebody makes up.
  if (!(await storage.log.readHeads([chatId])).has(chatId)) {
    throw new ApiError('not-found', 'There is no such thread, or you may not see it.');
  }
  const channels = await hub.open([chatId]);
  const thread = await describeThread(context, userId, chatId);
  if (!thread) throw new ApiError('not-found', 'There is no such thread, or you may not see it.');
  descriptions.charge(userId, [thread]);
  const channel = channels.get(chatId);
  if (!channel || connection.isClosed || channel.isFollowedBy(connection)) return;
  connection.send({ type: 'chats', chats: [thread] });
  context.compared.noteDescribed(connection, thread);
  channel.attach(connection, thread.rev);
  // Removed since that look: the place where it would have been closed may be passed.
  if ((await findMember(storage.db, doorOf(chatId), userId)) !== null) return;
  hub.leave(chatId, connection);
  connection.send({ type: 'chat-removed', chatId });
}

/** To all devices of who follows a thread now, or no more. One that is told of it nevertheless goes on with it. */
export function tellFollowing(
  context: WatchContext,
  { chatId, userId, following }: { chatId: string; userId: string; following: boolean },
): void {
  for (const connection of context.hub.connectionsOf(userId)) {
    if (!connection.hasResumed || !connection.wantsThreads) continue;
    if (context.hub.channel(chatId)?.isFollowedBy(connection)) {
      connection.send({ type: 'following', chatId, following });
      context.compared.note(connection, chatId, following);
    } else if (following) {
      watchThread(context, connection, chatId).catch((error: unknown) => {
        // No member any more, or told too much lately: what is missing is found by comparing.
        if (!(error instanceof ApiError)) context.onError(error);
      });
    }
  }
}
