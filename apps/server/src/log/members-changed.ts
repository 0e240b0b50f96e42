import { busId, defineBusEvent } from '../bus/bus-event.ts';

/** Who is in this chat has changed, or what they may do: what is cached of it is stale. On `nodes`. */
export const membersChanged = defineBusEvent('members-changed', { chatId: busId });
