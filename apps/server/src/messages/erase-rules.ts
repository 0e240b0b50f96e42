import type { Message } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { forgetVersions } from '../edits/edit-rules.ts';
import { isMessageHeld, keepHeld } from '../retention/hold-rules.ts';
import { change, dropParts, type MessageRow, type Work } from '../storage/rule.ts';
import { countReplies, partsOfTombstone } from '../threads/thread-rules.ts';

/**
 * The one way in which a message goes, whoever has it deleted: content, versions, parts, files that nobody else has. A tombstone stays in
 * its place (D4). What is held is hidden and kept. `why`: its time was over, or somebody else than its sender had it removed.
 */
export function* eraseMessage(
  message: MessageRow,
  at: number,
  why?: Pick<Message, 'expired' | 'removed'>,
): Work<MessageRow> {
  if (yield* isMessageHeld(message)) yield* keepHeld(message, at);
  yield* dropParts(message);
  yield* forgetVersions(message);
  // What was said in its thread is others'.
  const left = partsOfTombstone(message);
  const parts = why === undefined ? left : encodeParts({ ...decodeParts(left), ...why });
  const gone = yield* change(message, { content: '', parts, deleted_at: laterThan(message, at) });
  yield* countReplies(gone.chat_id);
  return gone;
}

/** The clock may have been set back since the message was written. */
export function laterThan({ created_at, edited_at }: MessageRow, at: number): number {
  return Math.max(at, created_at, edited_at ?? 0);
}
