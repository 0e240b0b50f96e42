import type { ConfabClient } from '@confab/client';

const remembered = 20;
const visitedBy = new WeakMap<ConfabClient, readonly string[]>();

/** A chat was opened: the one that was open before it is where one wants to go back to. */
export function noteVisit(client: ConfabClient, chatId: string): void {
  visitedBy.set(client, [chatId, ...visitedChats(client).filter((id) => id !== chatId)].slice(0, remembered));
}

/** Since the page was loaded, the one that is or was open last first. */
export function visitedChats(client: ConfabClient): readonly string[] {
  return visitedBy.get(client) ?? [];
}
