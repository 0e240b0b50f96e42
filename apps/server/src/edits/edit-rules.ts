import { isMessageHeld } from '../retention/hold-rules.ts';
import { type MessageRow, query, type Work } from '../storage/rule.ts';

/** Of one message: what a reader looks through, and one answer. */
export const versionsMax = 50;

/** Its text is kept for readers, in the transaction that replaces it. The oldest go where there are many. */
export function* keepVersion(before: MessageRow, { rev }: MessageRow): Work<void> {
  const { chat_id, seq, content, created_at, edited_at } = before;
  const values = [chat_id, seq, rev, edited_at ?? created_at, content];
  yield* query('insert into message_edits (chat_id, seq, rev, at, content) values ($1, $2, $3, $4, $5)', values);
  // While it is held, nothing of it goes.
  if (edited_at === null || (yield* isMessageHeld(before))) return;
  const oldestKept = `select rev from message_edits where chat_id = $1 and seq = $2 order by rev desc limit 1 offset ${versionsMax}`;
  yield* query(`delete from message_edits where chat_id = $1 and seq = $2 and rev <= (${oldestKept})`, [chat_id, seq]);
}

/** Nothing of a deleted message stays. */
export function* forgetVersions({ chat_id, seq, edited_at }: MessageRow): Work<void> {
  if (edited_at === null) return;
  yield* query('delete from message_edits where chat_id = $1 and seq = $2', [chat_id, seq]);
}
