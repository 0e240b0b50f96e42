import type { Connection } from '../realtime/connection.ts';
import type { SocketContext } from './socket-context.ts';

/** Tells those who have the chat open that somebody types. Never stored, may be lost (D23). */
export async function sendTyping(context: SocketContext, connection: Connection, chatId: string): Promise<void> {
  const { userId } = connection;
  await context.access.requireMember(chatId, userId);
  context.bus.publish(`chat:${chatId}`, { type: 'typing', chatId, userId });
}
