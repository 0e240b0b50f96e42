import { chatIn, isUndoable, type ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { dismissAll, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';

/** The newest deletion of this page. */
let newest: { client: ConfabClient; messages: readonly Message[] } | null = null;

export function noteDeletion(client: ConfabClient, messages: readonly Message[]): void {
  newest = { client, messages };
}

export function undoDelete(client: ConfabClient, messages: readonly Pick<Message, 'id'>[]): void {
  const undone = messages.filter((message) => client.undoDelete(message));
  if (undone.length < messages.length) tell(t`It was too late to undo that.`);
}

/** Whether Ctrl+Z has something to take back. */
export function canUndoNewest(): boolean {
  if (newest === null) return false;
  const { client, messages } = newest;
  const state = client.getState();
  return messages.some(({ id, chatId }) => {
    const chat = chatIn(state, chatId);
    return chat !== undefined && isUndoable(chat, id);
  });
}

export function undoNewest(): void {
  if (newest === null) return;
  const { client, messages } = newest;
  newest = null;
  // The offer to do so goes with it.
  dismissAll();
  undoDelete(client, messages);
}
