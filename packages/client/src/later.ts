import { documentOf } from './documents.ts';
import { checkDraft, type Draft } from './draft.ts';
import type { ConfabClient } from './confab-client.ts';
import type { MessagePlace } from './rest.ts';
import { createUuid } from './uuid.ts';

type Keeping = Pick<ConfabClient, 'getState' | 'putDocument'>;

/**
 * Has the server send it at that time (D45), whether this client is there then or not. Answers the id of the document that waits:
 * put another one under it to change it, null to take it back. Where `state.features` holds `documents/scheduled`. Throws where
 * `send` would, and `too-many-waiting`.
 */
export function scheduleMessage(client: Keeping, chatId: string, draft: string | Draft, at: Date): string {
  const { content, parts } = checkDraft(draft);
  const id = createUuid();
  const hasParts = Object.keys(parts).length > 0;
  client.putDocument('scheduled', id, { chatId, content, at: at.toISOString(), ...(hasParts && { parts }) });
  return id;
}

/** What waits is to be sent at another time, or now. Of one that was refused too. Nothing where it was sent or deleted. */
export function rescheduleMessage(client: Keeping, id: string, at = new Date()): void {
  const waiting = documentOf(client.getState(), 'scheduled', id);
  if (!waiting) return;
  const { refused: _refused, ...message } = waiting;
  client.putDocument('scheduled', id, { ...message, at: at.toISOString() });
}

/** The document of a message's reminder: a message has one at most. */
export function reminderIdOf({ id }: Pick<MessagePlace, 'id'>): string {
  return id.replace('~', '_');
}

/**
 * Reminds of a message at that time, or at that time instead of another (D46): `reminder` documents whose `rangAt` is set are due.
 * Null takes it back. Where `state.features` holds `documents/reminder`. Throws `too-many-waiting`.
 */
export function remindOf(client: Keeping, message: MessagePlace, at: Date | null, note = ''): void {
  const { chatId, seq } = message;
  const words = note.trim();
  const value = at && { chatId, seq, at: at.toISOString(), ...(words !== '' && { note: words }) };
  client.putDocument('reminder', reminderIdOf(message), value);
}
