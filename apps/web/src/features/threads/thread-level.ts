import {
  chatSettings,
  type ClientState,
  type ConfabClient,
  documentOf,
  threadDocumentId,
  threadSettings,
} from '@confab/client';
import { type NotifyLevel, notifyLevelOf } from '@confab/protocol/notify';
import { doorOf } from '@confab/protocol/threads';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';

/** What one hears of a thread that one follows: as one said of it, or else as of its chat and in general. */
export function threadLevel(state: ClientState, threadId: string): NotifyLevel {
  return threadSettings(state, threadId).notify ?? levelElsewhere(state, threadId);
}

/** Nothing is kept of one that is as it would be anyway. */
export function changeThreadLevel(client: ConfabClient, threadId: string, level: NotifyLevel): void {
  const id = threadDocumentId(threadId);
  if (id === null) return;
  const state = client.getState();
  const { notify: _before, ...others } = threadSettings(state, threadId);
  const next = level === levelElsewhere(state, threadId) ? others : { ...others, notify: level };
  try {
    client.putDocument('thread', id, Object.keys(next).length === 0 ? null : next);
  } catch (reason) {
    tell(failureText(reason));
  }
}

function levelElsewhere(state: ClientState, threadId: string): NotifyLevel {
  const person = documentOf(state, 'notifications', null) ?? null;
  return notifyLevelOf('thread', { person, chat: chatSettings(state, doorOf(threadId)) });
}
