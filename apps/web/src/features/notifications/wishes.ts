import { type ClientState, type ConfabClient, documentOf } from '@confab/client';
import type { DocumentValue } from '@confab/protocol';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';

/** What somebody wants to hear of, on every device. */
export type Wishes = DocumentValue<'notifications'>;

const none: Wishes = {};

export function wishesIn(state: ClientState): Wishes {
  return documentOf(state, 'notifications', null) ?? none;
}

/** What is left undefined, or is empty, is taken out. */
export function changeWishes(client: ConfabClient, changes: { [Key in keyof Wishes]: Wishes[Key] | undefined }): void {
  const kept = Object.entries({ ...wishesIn(client.getState()), ...changes }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  try {
    client.putDocument('notifications', null, kept.length === 0 ? null : (Object.fromEntries(kept) as Wishes));
  } catch (reason) {
    tell(failureText(reason));
  }
}
