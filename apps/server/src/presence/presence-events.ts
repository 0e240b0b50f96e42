import { z } from 'zod';
import { busCount, busId, defineBusEvent } from '../bus/bus-event.ts';

/** Somebody came to a chat or left it: who is active there is to be read again. On the chat's topic. */
export const activeChanged = defineBusEvent('active-changed', { chatId: busId });

/** On the user's topic. */
export const onlineChanged = defineBusEvent('online-changed', {
  userId: busId,
  online: z.boolean(),
  lastSeenAt: busCount.nullable(),
});
