import { busId, defineBusEvent } from '../bus/bus-event.ts';

/** This person is a member of the chat from now on. On the user's topic. */
export const chatJoined = defineBusEvent('chat-joined', { chatId: busId, userId: busId });
