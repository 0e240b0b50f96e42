import type { Feature } from '../feature.ts';
import type { ChatLog } from '../storage/chat-log.ts';
import { createMentionReader, type MentionContext } from '../mentions/index.ts';
import { PageMemory } from './page-memory.ts';
import { messageRoutes, type MessageContext } from './message-routes.ts';
import { chatMessageCommand, sendCommand } from './send-commands.ts';

export { type ListAsk, listPlaces } from './list-places.ts';
export type { MessageContext } from './message-routes.ts';
export { requirePlace } from './require-place.ts';
export { type SendContext, sendMessage } from './send-message.ts';

export function messages(
  house: Omit<MessageContext, 'readMentions' | 'pages'> & MentionContext & { log: ChatLog },
): Feature {
  const pages = new PageMemory(house.log);
  const context = { ...house, pages, readMentions: createMentionReader(house) };
  return {
    name: 'messages',
    routes: messageRoutes(context),
    commands: [sendCommand(context)],
    chatCommands: [chatMessageCommand(context)],
    counters: [
      {
        name: 'confab_history_pages_total',
        help: 'Pages of history that were answered, by where they came from.',
        label: 'from',
        read: () => pages.counts,
      },
    ],
  };
}
