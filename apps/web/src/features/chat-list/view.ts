import { useSyncExternalStore } from 'react';

/** What of the list one looks at, on this page and until it is closed. */
export type ListView = { unreadOnly: boolean; showsArchive: boolean };

const usual: ListView = { unreadOnly: false, showsArchive: false };
const listeners = new Set<() => void>();
let view = usual;

export function readView(): ListView {
  return view;
}

export function changeView(changes: Partial<ListView>): void {
  view = { ...view, ...changes };
  for (const listener of listeners) listener();
}

/** The next person at this page begins with all chats. */
export function followView(): () => void {
  return () => changeView(usual);
}

export function useListView(): ListView {
  return useSyncExternalStore(subscribe, readView);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
