import type { DocumentValue } from '@confab/protocol';
import { isMutedAt } from '@confab/protocol/muted';
import { documentOf } from './documents.ts';
import type { ChatState, ClientState } from './state.ts';

/** What this person wants of a chat, on all devices: the document `chat/CHAT`. */
export type ChatSettings = DocumentValue<'chat'>;

const none: ChatSettings = {};

/** The same object as long as it says the same. */
export function chatSettings(state: ClientState, chatId: string): ChatSettings {
  return documentOf(state, 'chat', chatId) ?? none;
}

/** It asks for no attention at this moment. `now` in milliseconds since 1970. */
export function isMuted({ muted }: ChatSettings, now: number): boolean {
  return isMutedAt(muted, now);
}

/** It was put aside, and nothing has brought it back. */
export function isArchived(settings: ChatSettings, { lastSeq }: Pick<ChatState, 'lastSeq'>, now: number): boolean {
  const { archivedSeq } = settings;
  return archivedSeq !== undefined && (lastSeq <= archivedSeq || isMuted(settings, now));
}
