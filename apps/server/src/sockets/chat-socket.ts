import { chatCommandNeeds } from '@confab/protocol';
import { openChatSocket } from '@confab/protocol/connection/paths';
import { routeOf } from '@confab/protocol/path';
import { isThreadId } from '@confab/protocol/threads';
import type { Connection } from '../realtime/connection.ts';
import type { SocketEndpoint } from '../realtime/upgrade.ts';
import { commandTable } from './command-table.ts';
import type { ChatSocketCommand } from './socket-command.ts';
import type { SocketContext } from './socket-context.ts';
import type { SocketFeature } from './socket-feature.ts';
import { serveSocket, type FrameHandler } from './socket-session.ts';

const path = new RegExp(`^${routeOf(openChatSocket).replaceAll(/:\w+/g, '([^/]{1,64})')}$`);

/** `WS /api/chats/ws/{chat_id}/{user_id}`: one chat, for simple clients. */
export function chatSocket(context: SocketContext, features: readonly SocketFeature[]): SocketEndpoint {
  const { membership, hub, onError } = context;
  const commands = commandTable('chatCommands', features);
  return {
    match(pathname) {
      const [, chatId, userId] = path.exec(pathname) ?? [];
      return chatId && userId ? { chatId, userId } : null;
    },
    async authorize(caller, { chatId = '', userId }) {
      if (userId !== caller.userId) return { code: 'forbidden', detail: 'Connect with your own user id.' };
      // Only the stream of its chat would tell a thread's reader of their removal (D19), and this socket hears of one log.
      if (isThreadId(chatId) || !(await membership.isMember(chatId, caller.userId))) {
        return { code: 'not-found', detail: 'There is no such chat, or you are not in it.' };
      }
      // Open before the upgrade is answered: the socket is live from its first moment.
      await hub.open([chatId]);
      return null;
    },
    accept(accepted) {
      const { chatId = '' } = accepted.params;
      const connection = serveSocket(context, accepted, chatSocketHandler(commands, chatId));
      join(context, connection, chatId).catch((error: unknown) => {
        onError(error);
        connection.close('internal');
      });
    },
  };
}

function chatSocketHandler(commands: ReadonlyMap<string, ChatSocketCommand>, chatId: string): FrameHandler {
  return {
    endpoint: 'chat',
    needs: chatCommandNeeds,
    find: (type) => {
      const command = commands.get(type);
      return command && { read: (json) => command.read(json, chatId) };
    },
    run: (connection, command) => command.run(connection),
  };
}

/** Live from the moment of the upgrade on: nothing is awaited before the channel is followed. History comes by REST. */
async function join(context: SocketContext, connection: Connection, chatId: string): Promise<void> {
  const { hub, membership, reactions } = context;
  const channel = hub.channel(chatId);
  if (!channel) return connection.close('internal');
  channel.attach(connection, channel.rev);
  await hub.add(connection);
  // Removed between the check and the upgrade: the stream has passed the place where it would have been told.
  if (!(await membership.isMember(chatId, connection.userId))) return connection.close('notAMember');
  await reactions.joined(connection, chatId);
}
