import type { ConfabClient } from '@confab/client';
import { chatIdAt } from '../../lib/addresses.ts';
import { composerId } from '../../lib/composer-focus.ts';
import { callsMany } from '../../lib/calls-many.ts';
import { isInFence } from '../../lib/is-in-fence.ts';
import { enterSends } from '../../session/enter-sends.ts';
import { isSendable } from '../../lib/content-length.ts';
import { catchKeys, dropKeys, offerKeys, typeOn, type Caught } from '../../lib/key-catcher.ts';
import { mayWriteIn } from '../../session/may-write.ts';
import { clearDraft, readDraft, readWhole, writeDraft } from '../drafts/index.ts';

/** The goal of what is typed while the choice of people opens. */
export const newChatGoal = 'new-chat';

export function chatGoal(chatId: string): string {
  return `chat:${chatId}`;
}

/**
 * Call in the event that switches to a chat, before the page shows it: from here on keys write there. A message that
 * Enter ends before the composer is there is sent there.
 */
export function handOverToChat(client: ConfabClient, chatId: string, typed?: Pick<Caught, 'entered' | 'text'>): void {
  const composer = document.getElementById(composerId);
  if (!window.matchMedia('(pointer: fine)').matches || !mayWriteIn(client.getState(), chatId)) {
    // Where a field would raise the keyboard, or there is none, none gets the focus; the one before loses it.
    dropKeys();
    if (composer?.dataset['chatId'] !== chatId) composer?.blur();
    return;
  }
  if (composer?.dataset['chatId'] === chatId && !typed) {
    dropKeys();
    return composer.focus({ preventScroll: true });
  }
  catchKeys(chatGoal(chatId), {
    text: readDraft(client, chatId),
    onInput: (text) => writeDraft(client, chatId, text),
    isEnded: (text) => enterSends(client.getState()) && !isInFence(text, text.length),
    onEnter(text) {
      const chat = client.getState().chats.get(chatId);
      if (chat === undefined || !isSendable(text) || callsMany(text, chat.members.length)) return false;
      // A refusal shows at the message itself, with what to do about it.
      client.send(chatId, { ...readWhole(client, chatId), content: text }).delivered.catch(() => undefined);
      clearDraft(client, chatId);
      return true;
    },
  });
  if (typed) typeOn(typed);
  if (composer?.dataset['chatId'] === chatId) offerKeys(chatGoal(chatId));
}

/** The chat of the address, which changes with the event that switches: the page follows a moment later. */
export function addressedChat(): string | null {
  const state: unknown = window.history.state;
  const own = typeof state === 'object' && state !== null && 'usr' in state ? state.usr : null;
  return chatIdAt(window.location.pathname, own);
}
