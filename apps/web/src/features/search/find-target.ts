import { useSyncExternalStore } from 'react';

/** The chat that somebody looks for something in; null while nobody does. */
let found: string | null = null;
const listeners = new Set<() => void>();

export function openFind(chatId: string): void {
  set(chatId);
  // It is there already, and somebody is in the history or the composer.
  document.getElementById(findFieldId)?.focus();
}

export function closeFind(): void {
  set(null);
}

export function useFindTarget(): string | null {
  return useSyncExternalStore(subscribe, () => found);
}

export const findFieldId = 'find';

function set(chatId: string | null): void {
  if (chatId === found) return;
  found = chatId;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
