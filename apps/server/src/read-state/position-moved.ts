import { busCount, busId, defineBusEvent } from '../bus/bus-event.ts';

/** How far somebody has read. On the chat's topic, and on the user's. */
export const positionMoved = defineBusEvent('read', {
  chatId: busId,
  userId: busId,
  readSeq: busCount,
  unread: busCount,
  // Nodes of the version before do not tell.
  mentions: busCount.optional(),
  atRev: busCount,
});
