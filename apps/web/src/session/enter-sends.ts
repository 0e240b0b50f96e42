import { documentOf, type ClientState, type ConfabClient } from '@confab/client';
import { myIdIn } from './client.ts';

/** Whether Enter alone sends, as this person likes it on all devices. Otherwise it makes a line. */
export function enterSends(state: ClientState): boolean {
  const chosen = documentOf(state, 'composer', null)?.enterSends;
  return chosen ?? (state.documentsLoaded || keptFor(myIdIn(state)));
}

/** Keeps it for the next time: the first Enter may come before the server has said anything. */
export function keepEnterSends(client: ConfabClient): () => void {
  function keep(): void {
    const state = client.getState();
    if (!state.documentsLoaded) return;
    try {
      if (enterSends(state)) localStorage.removeItem(keyOf(myIdIn(state)));
      else localStorage.setItem(keyOf(myIdIn(state)), 'line');
    } catch {
      // It comes from the server then, a moment later.
    }
  }
  let seen: unknown = null;
  return client.subscribe(() => {
    const { documents } = client.getState();
    if (documents === seen) return;
    seen = documents;
    keep();
  });
}

function keyOf(userId: string): string {
  return `confab.enter.by.${userId}`;
}

function keptFor(userId: string): boolean {
  try {
    return localStorage.getItem(keyOf(userId)) === null;
  } catch {
    return true;
  }
}
