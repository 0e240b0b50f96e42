import type { EncodedChanges } from './chat-log.ts';
import type { MessageRow } from './message-columns.ts';
import { encodeMessages } from './message-row.ts';

/**
 * How the changes after a `rev` are found without an index over every message's `rev`.
 *
 * Messages that nobody touched since they were sent have rising `rev` with rising `seq`, and of the `head.rev - afterRev`
 * changes at most all were sends. So every untouched message that is newer than `afterRev` has a `seq` above
 * `untouchedAfterSeq`. The touched ones, few, have an index.
 */
export function untouchedAfterSeq(head: { seq: number; rev: number }, afterRev: number): number {
  return Math.max(0, head.seq - Math.max(0, head.rev - afterRev));
}

/** Both lists hold up to `limit + 1` messages, `rev` rising, read in one snapshot with `headRev`. */
export function mergeChanges(
  {
    untouched,
    touched,
    headRev,
  }: { untouched: readonly MessageRow[]; touched: readonly MessageRow[]; headRev: number },
  limit: number,
): EncodedChanges {
  const changes = [...untouched, ...touched].toSorted((a, b) => a.rev - b.rev);
  const page = changes.slice(0, limit);
  const more = changes.length > limit;
  const upToRev = more ? (page.at(-1)?.rev ?? headRev) : headRev;
  const lastSeq = page.reduce((last, { seq }) => Math.max(last, seq), 0);
  return { messagesJson: encodeMessages(page), count: page.length, lastSeq, upToRev, more };
}
