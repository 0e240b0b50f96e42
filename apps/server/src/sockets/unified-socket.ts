import { commandSchema, type Command } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Connection } from '../realtime/connection.ts';
import type { SocketEndpoint } from '../realtime/upgrade.ts';
import { dropMember } from './follow-chat.ts';
import { resume } from './resume.ts';
import type { SocketContext } from './socket-context.ts';
import { serveSocket, type CommandPlace, type FrameHandler } from './socket-session.ts';
import { sendTyping } from './typing.ts';

/** `WS /api/ws`: one connection for everything that a client follows. */
export function unifiedSocket(context: SocketContext): SocketEndpoint {
  const handler: FrameHandler<Command> = {
    schema: commandSchema,
    endpoint: 'unified',
    handle: (connection, command) =>
      handleCommand(context, connection, command).catch((error: unknown) => {
        // The client holds a chat that it is not in: no stream told it that it left, for none had told it that it came.
        const isForeign = error instanceof ApiError && error.code === 'not-found' && 'chatId' in command;
        if (isForeign) dropMember(context, command.chatId, [connection]);
        throw error;
      }),
    placeOf,
    costOf,
    closed(connection) {
      context.openChats.closeAll(connection);
      context.presenceWatch.unwatch(connection);
    },
  };
  return {
    match: (pathname) => (pathname === '/api/ws' ? {} : null),
    authorize: () => Promise.resolve(null),
    accept(accepted) {
      const connection = serveSocket(context, accepted, handler);
      const { storage, clock, hub, onError } = context;
      connection.send({
        type: 'welcome',
        connectionId: connection.id,
        userId: connection.userId,
        epoch: storage.epoch,
        serverTime: new Date(clock.wallNow()).toISOString(),
        commandRate: context.limits.commands,
      });
      hub.add(connection).catch((error: unknown) => {
        onError(error);
        connection.close('internal');
      });
    },
  };
}

/** Chats or people that are looked up for as much as a plain command costs. */
const lookedUpForOne = 100;

function costOf(command: Command): number {
  if (command.type === 'resume') return 1 + Math.floor(Object.keys(command.cursors).length / lookedUpForOne);
  return command.type === 'watch-presence' ? 1 + Math.floor(command.userIds.length / lookedUpForOne) : 1;
}

function placeOf(command: Command): CommandPlace {
  if (command.type === 'send') return { chatId: command.chatId, clientId: command.clientId };
  return 'chatId' in command ? { chatId: command.chatId } : {};
}

async function handleCommand(context: SocketContext, connection: Connection, command: Command): Promise<void> {
  const { userId } = connection;
  switch (command.type) {
    case 'send':
      return send(context, connection, command);
    case 'ping':
      return connection.send({ type: 'pong' });
    case 'typing':
      return sendTyping(context, connection, command.chatId);
    case 'read':
      await context.positions.move({ chatId: command.chatId, userId, seq: command.seq });
      return;
    case 'open':
      return openChat(context, connection, command.chatId);
    case 'close':
      return context.openChats.close(command.chatId, connection);
    case 'watch-presence':
      return context.presenceWatch.watch(connection, command.userIds);
    case 'resume':
      return resume(context, connection, command);
    default:
      return command satisfies never;
  }
}

async function openChat({ access, openChats }: SocketContext, connection: Connection, chatId: string): Promise<void> {
  // Whoever follows nothing hears of no removal either, and would have it open for ever (D19).
  if (!connection.hasResumed) throw new ApiError('invalid-frame', 'Send `resume` before you open a chat.');
  await access.requireMember(chatId, connection.userId);
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

async function send(
  context: SocketContext,
  connection: Connection,
  { chatId, clientId, content }: Extract<Command, { type: 'send' }>,
): Promise<void> {
  const { message } = await sendMessage(context, { chatId, senderId: connection.userId, clientId, content });
  const { id, seq, rev, createdAt } = message;
  connection.send({ type: 'ack', chatId: message.chatId, clientId, id, seq, rev, createdAt });
}
