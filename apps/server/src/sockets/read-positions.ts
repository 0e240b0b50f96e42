import { findPositions } from '../chats/index.ts';
import type { Connection } from '../realtime/connection.ts';
import type { SocketContext } from './socket-context.ts';

/** What the log does not tell: how far the person has read, on whichever device, while this one was away (D21). */
export function sendPositions(
  connection: Connection,
  positions: Awaited<ReturnType<typeof findPositions>>,
  chatIds: Iterable<string>,
): void {
  const { userId } = connection;
  for (const chatId of chatIds) {
    const position = positions.get(chatId);
    if (position) connection.send({ type: 'read', chatId, userId, ...position });
  }
}

/** Tells everybody here their own positions, where the bus may have failed to. */
export async function tellPositions({ hub, storage }: SocketContext): Promise<void> {
  const resumed = [...hub.connections].filter((connection) => connection.hasResumed && !connection.isClosed);
  for (const [userId, connections] of Map.groupBy(resumed, (connection) => connection.userId)) {
    const positions = await findPositions(storage.db, userId);
    for (const connection of connections) sendPositions(connection, positions, positions.keys());
  }
}
