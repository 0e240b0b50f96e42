import { chatTypingCommandSchema, typingCommandSchema } from '@confab/protocol';
import type { Bus } from '../bus/bus.ts';
import { busId, defineBusEvent } from '../bus/bus-event.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import type { OpenChats } from '../presence/index.ts';
import type { Clock } from '../realtime/clock.ts';
import { defineChatCommand, defineCommand } from '../sockets/index.ts';
import { TypingPace } from './typing-pace.ts';

/** On the chat's topic. */
const typed = defineBusEvent('typing', { chatId: busId, userId: busId });

export interface TypingContext {
  access: ChatAccess;
  bus: Bus;
  clock: Clock;
  openChats: OpenChats;
}

/** Tells those who have the chat open that somebody types. Never stored, may be lost (D23). */
export function typing({ access, bus, clock, openChats }: TypingContext): Feature {
  const pace = new TypingPace(clock);
  const tell = async (chatId: string, userId: string): Promise<void> => {
    await access.requireMember(chatId, userId);
    bus.publish(`chat:${chatId}`, typed.of({ chatId, userId }));
  };
  const show = (chatId: string, userId: string): void => {
    if (!openChats.isOpen(chatId) || !pace.take(chatId, userId)) return;
    openChats.sendToOthers(chatId, userId, {
      unified: { type: 'typing', chatId, userId },
      chat: { type: 'typing', userId },
    });
  };
  return {
    name: 'typing',
    commands: [
      defineCommand({
        schema: typingCommandSchema,
        handle: ({ userId }, { chatId }) => tell(chatId, userId),
      }),
    ],
    chatCommands: [
      defineChatCommand({
        schema: chatTypingCommandSchema,
        handle: ({ userId }, _command, chatId) => tell(chatId, userId),
      }),
    ],
    hears: { chat: [typed.on(({ userId }, chatId) => show(chatId, userId))] },
  };
}
