import { chatTypingCommandSchema, typingCommandSchema } from '@confab/protocol';
import type { Bus } from '../bus/bus.ts';
import { busId, defineBusEvent } from '../bus/bus-event.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import type { SendOrder } from '../order/index.ts';
import type { OpenChats } from '../presence/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import type { Hub } from '../realtime/hub.ts';
import { defineChatCommand, defineCommand } from '../sockets/index.ts';
import { TypingPace } from './typing-pace.ts';

/** On the chat's topic. */
const typed = defineBusEvent('typing', { chatId: busId, userId: busId });

export interface TypingContext {
  access: ChatAccess;
  bus: Bus;
  clock: Clock;
  openChats: OpenChats;
  hub: Hub;
  order: Pick<SendOrder, 'isMuted'>;
}

/** In a chat that more connections follow, only those who have it open are told. */
const listenersMax = 50;

/** Tells those who have the chat open, and in a small one whoever sees it in a list, that somebody types. Never stored, may be lost (D23). */
export function typing({ access, bus, clock, openChats, hub, order }: TypingContext): Feature {
  const pace = new TypingPace(clock);
  const tell = async (chatId: string, userId: string): Promise<void> => {
    await access.requireMember(chatId, userId);
    // They write nothing, so there is nothing to wait for.
    if (order.isMuted(userId)) return;
    bus.publish(`chat:${chatId}`, typed.of({ chatId, userId }));
  };
  const listenersOf = (chatId: string, userId: string): Connection[] => {
    const followers = hub.channel(chatId)?.followers;
    if (followers === undefined || followers.size > listenersMax) return [];
    return [...followers.keys()].filter(
      (connection) =>
        connection.wantsTyping && connection.userId !== userId && !openChats.isOpenFor(chatId, connection),
    );
  };
  const show = (chatId: string, userId: string): void => {
    const listeners = listenersOf(chatId, userId);
    if ((listeners.length === 0 && !openChats.isOpen(chatId)) || !pace.take(chatId, userId)) return;
    const unified = { type: 'typing', chatId, userId } as const;
    openChats.sendToOthers(chatId, userId, { unified, chat: { type: 'typing', userId } });
    if (listeners.length === 0) return;
    const frame = textFrame(JSON.stringify(unified));
    for (const connection of listeners) connection.sendEphemeral(frame);
  };
  return {
    name: 'typing',
    offers: ['typing'],
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
