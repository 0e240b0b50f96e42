import type { Message } from '@confab/protocol';
import type { ReadyChange } from './change-queue.ts';
import { applyAnswer } from './local-changes.ts';
import type { RestClient } from './rest.ts';
import type { Store } from './store.ts';

type Parts = { store: Store; rest: Pick<RestClient, 'editMessage' | 'deleteMessage' | 'react'> };

/** Makes a change of a message that had waited. */
export function makeChange(change: ReadyChange, { store, rest }: Parts): Promise<void> {
  const place = { id: change.messageId, chatId: change.chatId, seq: change.seq };
  switch (change.change) {
    case 'edit':
      return showAnswer(store, rest.editMessage(place, change.content));
    case 'delete':
      return showAnswer(store, rest.deleteMessage(place));
    case 'react':
      return showAnswer(store, rest.react(place, change.emoji, change.on));
  }
}

/** The live stream brings the result as well; a person sees it with the answer already. */
export async function showAnswer(store: Store, answer: Promise<Message>): Promise<void> {
  const message = await answer;
  store.update((state) => applyAnswer(state, message));
}
