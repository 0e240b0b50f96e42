import { chatIn, isUndoable, type ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { dismissAll, offer, tell } from '../../lib/notices.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { plural, t } from '../../lib/words.ts';

const undoMs = 5_000;

/** The newest deletion of this page. */
let newest: { client: ConfabClient; messages: readonly Message[] } | null = null;

/** Gone here at once, and for everyone in a moment, in which it can be undone: that asks less than a question before. */
export function deleteWithUndo(client: ConfabClient, messages: readonly Message[]): void {
  newest = { client, messages };
  // A refusal is told where all of them are, for it may come long after.
  for (const message of messages) client.deleteSoon(message, undoMs).catch(() => undefined);
  // The message itself offers it to whoever deleted just that, but for a finger it is too small there.
  if (messages.length === 1 && !isTouchScreen()) return;
  offer(deletedText(messages.length), { label: t`Undo`, run: () => undoDelete(client, messages) }, undoMs);
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

function deletedText(count: number): string {
  if (count === 1) return t`Message deleted`;
  return t`${plural(count, { one: '# message deleted', other: '# messages deleted' })}`;
}
