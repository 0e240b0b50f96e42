import { type ClientState, type ConfabClient, directPeer, documentOf, isMuted, chatSettings } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { changeChat } from '../chat-list/index.ts';

export function keepsBlocked({ features }: Pick<ClientState, 'features'>): boolean {
  return features.includes(kindFeature('blocked'));
}

export function blockedIn(state: ClientState): readonly string[] {
  return documentOf(state, 'blocked', null)?.userIds ?? [];
}

/** From now on I hear nothing of them. The chat with them is put aside. */
export function block(client: ConfabClient, userId: string): void {
  put(client, [...blockedIn(client.getState()).filter((known) => known !== userId), userId]);
  putAside(client);
}

export function unblock(client: ConfabClient, userId: string): void {
  put(
    client,
    blockedIn(client.getState()).filter((known) => known !== userId),
  );
  const state = client.getState();
  for (const chat of state.chats.values()) {
    if (directPeer(state, chat) !== userId) continue;
    changeChat(client, chat.id, { muted: undefined, archivedSeq: undefined });
  }
}

/** A chat with somebody who is blocked asks for nothing, whoever of us began it, and on whichever device I blocked them. */
export function putAside(client: ConfabClient): void {
  const state = client.getState();
  const blocked = blockedIn(state);
  if (blocked.length === 0 || !state.documentsLoaded) return;
  for (const chat of state.chats.values()) {
    const peer = chat.kind === 'direct' ? directPeer(state, chat) : null;
    if (peer === null || !blocked.includes(peer)) continue;
    const settings = chatSettings(state, chat.id);
    if (settings.archivedSeq !== undefined && isMuted(settings, Date.now())) continue;
    changeChat(client, chat.id, { muted: 'always', archivedSeq: chat.lastSeq });
  }
}

function put(client: ConfabClient, userIds: readonly string[]): void {
  try {
    client.putDocument('blocked', null, userIds.length === 0 ? null : { userIds: [...userIds] });
  } catch (reason) {
    tell(failureText(reason));
  }
}
