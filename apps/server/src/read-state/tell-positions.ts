import { isThreadId } from '@confab/protocol/threads';
import { findPositions } from '../chats/index.ts';
import type { Connection } from '../realtime/connection.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Resumed } from '../realtime/reactions.ts';
import type { Storage } from '../storage/storage.ts';

/** What the log does not tell: how far the person has read, on whichever device, while this one was away (D21). */
export function tellResumed({ connection, positions }: Resumed): void {
  sendPositions(connection, positions);
}

/** Tells everybody here their own positions, where the bus may have failed to. */
export async function tellPositions({ hub, storage }: { hub: Hub; storage: Storage }): Promise<void> {
  const resumed = [...hub.connections].filter((connection) => connection.hasResumed && !connection.isClosed);
  for (const [userId, connections] of Map.groupBy(resumed, (connection) => connection.userId)) {
    const positions = await findPositions(storage.db, userId);
    for (const connection of connections) sendPositions(connection, positions);
  }
}

function sendPositions(connection: Connection, positions: Resumed['positions']): void {
  const { userId, wantsThreads } = connection;
  for (const [chatId, position] of positions) {
    if (!isThreadId(chatId) || wantsThreads) connection.send({ type: 'read', chatId, userId, ...position });
  }
}
