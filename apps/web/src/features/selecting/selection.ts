import type { Message } from '@confab/protocol';
import { useSyncExternalStore } from 'react';

/** Messages of one chat, chosen to do one thing with all of them. In the order in which they were chosen, by id. */
type Selection = { chatId: string; messages: ReadonlyMap<string, Message> };

/** One answer of the server, and what a person still looks over. */
const selectionMax = 100;

const listeners = new Set<() => void>();
let selection: Selection | null = null;

export function startSelecting(message: Message): void {
  update({ chatId: message.chatId, messages: new Map([[message.id, message]]) });
}

/** Nothing where as many are selected as can be. */
export function toggleSelected(message: Message): void {
  if (selection?.chatId !== message.chatId) return;
  const messages = new Map(selection.messages);
  if (!messages.delete(message.id) && messages.size < selectionMax) messages.set(message.id, message);
  update({ ...selection, messages });
}

export function endSelecting(): void {
  update(null);
}

/** Null while nothing of this chat is being selected. */
export function useSelection(chatId: string): Selection | null {
  return useSyncExternalStore(subscribe, () => (selection?.chatId === chatId ? selection : null));
}

/** `off` while nothing is being selected. */
export function useIsSelected({ id, chatId, kind, deletedAt }: Message): 'off' | 'yes' | 'no' {
  return useSyncExternalStore(subscribe, () => {
    if (selection?.chatId !== chatId || kind !== 'text' || deletedAt !== null) return 'off';
    return selection.messages.has(id) ? 'yes' : 'no';
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function update(next: Selection | null): void {
  selection = next;
  for (const listener of listeners) listener();
}
