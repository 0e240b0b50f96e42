import { ApiError, chatIn, messageAt, type ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { t } from '../../lib/words.ts';
import { isInLog, type EditBase } from './composing.ts';
import { isMoved } from './is-moved.ts';

/** To the server, or into the message that still waits for it. */
export async function saveEdit(client: ConfabClient, base: EditBase, content: string): Promise<void> {
  if (isInLog(base)) return await saveFrom(client, base, content);
  if (client.changePending(base.clientId, content) !== 'gone') return;
  // It arrived while it was being edited.
  const arrived = findSent(client, base.chatId, base.clientId);
  if (arrived === undefined) {
    throw new ApiError({ code: 'not-found', status: 0, detail: t`The message is no longer here.` });
  }
  await saveFrom(client, arrived, content);
}

async function saveFrom(client: ConfabClient, base: Message, content: string): Promise<void> {
  try {
    await client.editMessage(base, content, { baseRev: base.rev });
  } catch (reason) {
    // An earlier edit of mine has arrived meanwhile: the text that this one started from.
    const current = reason instanceof ApiError ? reason.current : null;
    if (current === null || isMoved(base, current)) throw reason;
    await client.editMessage(current, content, { baseRev: current.rev });
  }
}

function findSent(client: ConfabClient, chatId: string, clientId: string): Message | undefined {
  const state = client.getState();
  const { userId } = state;
  const chat = chatIn(state, chatId);
  if (!chat) return undefined;
  for (let seq = chat.lastSeq; seq > Math.max(0, chat.lastSeq - lookBack); seq--) {
    const message = messageAt(chat.log, seq);
    if (message?.clientId === clientId && message.senderId === userId) return message;
  }
  return undefined;
}

/** How far back a message of mine may lie that has just arrived. */
const lookBack = 200;
