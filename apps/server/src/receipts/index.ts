import { deliveredCommandSchema, receiptOperations } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { privacyChanged } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import { busId, defineBusEvent } from '../bus/bus-event.ts';
import type { Feature } from '../feature.ts';
import { implement } from '../http/index.ts';
import type { OpenChats } from '../presence/index.ts';
import { positionMoved } from '../read-state/index.ts';
import type { Clock } from '../realtime/clock.ts';
import { defineCommand } from '../sockets/index.ts';
import { Deliveries } from './deliveries.ts';
import { listReaders, type ReadersContext } from './list-readers.ts';
import { chatsWith, moveDeliveries, readReceipts } from './receipt-store.ts';
import { ReceiptTeller } from './receipt-teller.ts';

export interface ReceiptContext extends ReadersContext {
  bus: Bus;
  openChats: OpenChats;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** Chats that are noted for as much as a plain command costs. */
const chatsForOne = 20;

/** A device of a member has more of the chat. On the chat's topic. */
const delivered = defineBusEvent('delivered', { chatId: busId });

/** How far others have read: told live to those who have a small chat open, in large ones to who asks about a message (D42–D44). */
export function receipts(context: ReceiptContext): Feature {
  const { storage, bus, openChats, onError } = context;
  const teller = new ReceiptTeller({ ...context, read: (chatId) => readReceipts(storage.db, chatId) });
  const deliveries = new Deliveries({
    ...context,
    move: (told) => moveDeliveries(storage.db, told),
    moved: (chatId) => bus.publish(`chat:${chatId}`, delivered.of({ chatId })),
  });
  const tellAgain = async (userId: string): Promise<void> => {
    for (const chatId of await chatsWith(storage.db, userId, openChats.openIds())) teller.changed(chatId);
  };
  return {
    name: 'receipts',
    offers: ['receipts'],
    routes: [
      implement(receiptOperations.listReaders, ({ caller: { userId }, params, query }) =>
        listReaders(context, { chatId: params.chat_id, messageId: params.message_id, callerId: userId }, query),
      ),
    ],
    commands: [
      defineCommand({
        schema: deliveredCommandSchema,
        cost: ({ chats }) => 1 + Math.floor(Object.keys(chats).length / chatsForOne),
        handle({ userId }, { chats }) {
          for (const [chatId, seq] of Object.entries(chats)) {
            if (!isThreadId(chatId)) deliveries.note({ chatId, userId, seq });
          }
        },
      }),
    ],
    hears: {
      nodes: [privacyChanged.on(({ userId }) => void tellAgain(userId).catch(onError))],
      chat: [
        positionMoved.on((read, chatId) => teller.changed(chatId, read)),
        delivered.on((_event, chatId) => teller.changed(chatId)),
      ],
    },
    close: () => deliveries.close(),
  };
}
