import type { Feature } from '../feature.ts';
import { createMentionReader, type MentionContext } from '../mentions/index.ts';
import { messageRoutes, type MessageContext } from './message-routes.ts';
import { chatMessageCommand, sendCommand } from './send-commands.ts';

export { type ListAsk, listPlaces } from './list-places.ts';
export type { MessageContext } from './message-routes.ts';
export { requirePlace } from './require-place.ts';
export { type SendContext, sendMessage } from './send-message.ts';

export function messages(house: Omit<MessageContext, 'readMentions'> & MentionContext): Feature {
  const context = { ...house, readMentions: createMentionReader(house) };
  return {
    name: 'messages',
    routes: messageRoutes(context),
    commands: [sendCommand(context)],
    chatCommands: [chatMessageCommand(context)],
  };
}
