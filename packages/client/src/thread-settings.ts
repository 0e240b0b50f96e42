import type { DocumentValue } from '@confab/protocol';
import { rootOf } from '@confab/protocol/threads';
import { documentOf } from './documents.ts';
import type { ClientState } from './state.ts';

/** What this person wants to hear of a thread, on all devices: the document `thread/ROOT`. */
export type ThreadSettings = DocumentValue<'thread'>;

const none: ThreadSettings = {};

/** The same object as long as it says the same. `threadId`: of any log; nothing is wanted of one that is no thread. */
export function threadSettings(state: ClientState, threadId: string): ThreadSettings {
  const id = threadDocumentId(threadId);
  return id === null ? none : (documentOf(state, 'thread', id) ?? none);
}

/** The id of the document: that of the message with which the thread began. Null for what is no thread. */
export function threadDocumentId(threadId: string): string | null {
  const root = rootOf(threadId);
  return root && `${root.chatId}.${root.seq.toString(36)}`;
}
