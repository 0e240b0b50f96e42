import type { ChatState, ConfabClient } from '@confab/client';

/** Asked for by hand: also what was marked unread. */
export function markAllRead(client: ConfabClient, { id, lastSeq }: Pick<ChatState, 'id' | 'lastSeq'>): void {
  client.markRead(id, lastSeq);
  client.markUnread(id, null);
}
