import type { ActivityEntry } from '@confab/protocol';

export function keyOf({ kind, chatId, seq, userId }: ActivityEntry): string {
  return `${kind} ${chatId} ${seq} ${userId}`;
}

/** Each once, and a message that concerns me in two ways, as a reply that mentions me, once as well. */
export function onceEach(entries: readonly ActivityEntry[]): ActivityEntry[] {
  const shown = new Set<string>();
  return entries.filter((entry) => {
    const key = entry.kind === 'reaction' ? keyOf(entry) : `${entry.chatId} ${entry.seq}`;
    return !shown.has(key) && shown.add(key);
  });
}
