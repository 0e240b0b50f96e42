import { chatSocketCommandSchema, type ChatSocketCommand } from '@confab/protocol';
import { sendMessage } from '../messages/index.ts';
import type { Connection } from '../realtime/connection.ts';
import type { SocketEndpoint } from '../realtime/upgrade.ts';
import type { SocketContext } from './socket-context.ts';
import { serveSocket, type FrameHandler } from './socket-session.ts';
import { sendTyping } from './typing.ts';

const path = /^\/api\/chats\/ws\/([^/]{1,64})\/([^/]{1,64})$/;

/** `WS /api/chats/ws/{chat_id}/{user_id}`: one chat, for simple clients. */
export function chatSocket(context: SocketContext): SocketEndpoint {
  return {
    match(pathname) {
      const [, chatId, userId] = path.exec(pathname) ?? [];
      return chatId && userId ? { chatId, userId } : null;
    },
    async authorize(caller, { chatId = '', userId }) {
      if (userId !== caller.userId) return { code: 'forbidden', detail: 'Connect with your own user id.' };
      if (!(await context.access.isMember(chatId, caller.userId))) {
        return { code: 'not-found', detail: 'There is no such chat, or you are not in it.' };
      }
      // Open before the upgrade is answered: the socket is live from its first moment.
      await context.hub.open([chatId]);
      return null;
    },
    accept(accepted) {
      const { chatId = '' } = accepted.params;
      const connection = serveSocket(context, accepted, chatSocketHandler(context, chatId));
      join(context, connection, chatId).catch((error: unknown) => {
        context.onError(error);
        connection.close('internal');
      });
    },
  };
}

function chatSocketHandler(context: SocketContext, chatId: string): FrameHandler<ChatSocketCommand> {
  return {
    schema: chatSocketCommandSchema,
    endpoint: 'chat',
    async handle(connection, command) {
      if (command.type === 'typing') return sendTyping(context, connection, chatId);
      const { content, clientId = null } = command;
      const sent = await sendMessage(context, { chatId, senderId: connection.userId, clientId, content });
      // A new message reaches the sender with everybody else; a retry was delivered long ago and is answered alone.
      if (sent.isRetry) connection.send({ type: 'message', message: sent.message });
    },
    placeOf: (command) =>
      'clientId' in command && command.clientId !== undefined ? { clientId: command.clientId } : {},
    costOf: () => 1,
    closed: (connection) => context.openChats.closeAll(connection),
  };
}

/** Live from the moment of the upgrade on: nothing is awaited before the channel is followed. History comes by REST. */
async function join(context: SocketContext, connection: Connection, chatId: string): Promise<void> {
  const { hub, access, openChats } = context;
  const channel = hub.channel(chatId);
  if (!channel) return connection.close('internal');
  channel.attach(connection, channel.rev);
  await hub.add(connection);
  // Removed between the check and the upgrade: the stream has passed the place where it would have been told.
  if (!(await access.isMember(chatId, connection.userId))) return connection.close('notAMember');
  await openChats.open(chatId, connection);
}
