import { closeCommandSchema, openCommandSchema, watchPresenceCommandSchema } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import type { ChatAccess } from '../chats/index.ts';
import { ApiError } from '../http/index.ts';
import type { Connection } from '../realtime/connection.ts';
import { defineCommand } from '../sockets/index.ts';
import type { Storage } from '../storage/storage.ts';
import type { OpenChats } from './open-chats.ts';
import type { PresenceWatch } from './presence-watch.ts';

interface CommandContext {
  storage: Pick<Storage, 'log'>;
  access: ChatAccess;
  openChats: OpenChats;
  watch: PresenceWatch;
}

/** People who are looked up for as much as a plain command costs. */
const peopleForOne = 100;

export function presenceCommands(context: CommandContext): ReturnType<typeof defineCommand>[] {
  const { openChats, watch } = context;
  return [
    defineCommand({
      schema: openCommandSchema,
      handle: (connection, { chatId }) => openChat(context, connection, chatId),
    }),
    defineCommand({
      schema: closeCommandSchema,
      handle: (connection, { chatId }) => openChats.close(chatId, connection),
    }),
    defineCommand({
      schema: watchPresenceCommandSchema,
      cost: ({ userIds }) => 1 + Math.floor(userIds.length / peopleForOne),
      handle: (connection, { userIds }) => watch.watch(connection, userIds),
    }),
  ];
}

async function openChat(
  { access, openChats, storage }: CommandContext,
  connection: Connection,
  chatId: string,
): Promise<void> {
  // Whoever follows nothing hears of no removal either, and would have it open for ever (D19).
  if (!connection.hasResumed) throw new ApiError('invalid-frame', 'Send `resume` before you open a chat.');
  await access.requireMember(chatId, connection.userId);
  // Behind the door of a chat there are as many names of threads as anybody likes to make up.
  if (isThreadId(chatId) && !(await storage.log.readHeads([chatId])).has(chatId)) {
    throw new ApiError('not-found', 'There is no such thread, or you may not see it.');
  }
  const opened = openChats.open(chatId, connection);
  try {
    // Removed since that look: the stream has passed the place where it would have been closed.
    await access.requireMember(chatId, connection.userId);
  } catch (error) {
    openChats.close(chatId, connection);
    throw error;
  } finally {
    await opened;
  }
}
