import type { ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { offer } from '../../lib/notices.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { plural, t } from '../../lib/words.ts';
import { noteDeletion, undoDelete } from './undo-delete.ts';

const undoMs = 5_000;

/** Gone here at once, and for everyone in a moment, in which it can be undone: that asks less than a question before. */
export function deleteWithUndo(client: ConfabClient, messages: readonly Message[]): void {
  noteDeletion(client, messages);
  // A refusal is told where all of them are, for it may come long after.
  for (const message of messages) client.deleteSoon(message, undoMs).catch(() => undefined);
  // The message itself offers it to whoever deleted just that, but for a finger it is too small there.
  if (messages.length === 1 && !isTouchScreen()) return;
  offer(deletedText(messages.length), { label: t`Undo`, run: () => undoDelete(client, messages) }, undoMs);
}

function deletedText(count: number): string {
  if (count === 1) return t`Message deleted`;
  return t`${plural(count, { one: '# message deleted', other: '# messages deleted' })}`;
}
