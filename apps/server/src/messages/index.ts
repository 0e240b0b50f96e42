import type { Feature } from '../feature.ts';
import { messageRoutes, type MessageContext } from './message-routes.ts';
import { chatMessageCommand, sendCommand } from './send-commands.ts';

export type { MessageContext } from './message-routes.ts';
export { requirePlace } from './require-place.ts';

export function messages(context: MessageContext): Feature {
  return {
    name: 'messages',
    routes: messageRoutes(context),
    commands: [sendCommand(context)],
    chatCommands: [chatMessageCommand(context)],
  };
}
