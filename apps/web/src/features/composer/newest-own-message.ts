import { chatIn, messageAt, type ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';

/** How far back ↑ looks for something of mine to edit. */
const lookBack = 200;

export function newestOwnMessage(state: ClientState, chatId: string): Message | undefined {
  const chat = chatIn(state, chatId);
  if (chat === undefined) return undefined;
  for (let seq = chat.lastSeq; seq > Math.max(0, chat.lastSeq - lookBack); seq--) {
    const message = messageAt(chat.log, seq);
    if (message?.senderId === state.userId && isEditable(message)) return message;
  }
  return undefined;
}

/** What was forwarded says what its author wrote. */
function isEditable({ kind, deletedAt, forwarded }: Message): boolean {
  return kind === 'text' && deletedAt === null && !forwarded;
}
