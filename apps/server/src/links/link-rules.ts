import { defineRule, inParts, placesOf, query, redoableRule, type Work } from '../storage/rule.ts';

/** What was found between two changes of a log. */
export interface FoundLinks {
  chatId: string;
  /** The chat itself, or a thread of it. */
  logId: string;
  /** The change up to which it was looked through; null: it was not. */
  from: number | null;
  to: number;
  /** Messages with links, by their place and when they were sent. */
  listed: readonly { seq: number; at: number }[];
  /** Messages that changed and have none. */
  unlisted: readonly number[];
}

/**
 * Notes what was found, and up to where: together. Of two nodes that look through the same log one does, and the other is answered false.
 * It locks what no message waits for. What is lost of it with the power is found again.
 */
export const noteLinksRule = redoableRule(
  defineRule(
    'note-links',
    ({ logId }: FoundLinks) => ({ persons: [`*links ${logId}`] }),
    function* (found): Work<boolean> {
      if (!(yield* moveCursor(found))) return false;
      const { chatId, logId, listed, unlisted } = found;
      for (const part of inParts(unlisted)) {
        const sql = `delete from link_lists where log_id = $1 and seq in (${placesOf(part, 2)})`;
        yield* query(sql, [logId, ...part]);
      }
      for (const part of inParts(listed)) {
        const rows = part.map((_, row) => `($1, $2, $${row * 2 + 3}, $${row * 2 + 4})`);
        yield* query(
          `insert into link_lists (chat_id, log_id, seq, at) values ${rows.join(', ')} on conflict (log_id, seq) do nothing`,
          [chatId, logId, ...part.flatMap(({ seq, at }) => [seq, at])],
        );
      }
      return true;
    },
  ),
);

function* moveCursor({ chatId, logId, from, to }: FoundLinks): Work<boolean> {
  const rows =
    from === null
      ? yield* query<[number]>(
          `insert into link_cursors (log_id, chat_id, rev) values ($1, $2, $3) on conflict (log_id) do nothing returning rev`,
          [logId, chatId, to],
        )
      : yield* query<[number]>('update link_cursors set rev = $1 where log_id = $2 and rev = $3 returning rev', [
          to,
          logId,
          from,
        ]);
  return rows.length > 0;
}

export const linkRules = [noteLinksRule];
