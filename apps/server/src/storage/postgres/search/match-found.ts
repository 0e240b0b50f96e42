import { setImmediate } from 'node:timers/promises';
import { encodeRows } from '../../search/encode-hit.ts';
import { matchMessage, workOf, workPerTurn } from '../../search/match.ts';
import type { Hit, IndexQuery, Matched } from '../../search/search-index.ts';
import { toMessage } from '../../message-row.ts';
import type { Found } from './found-rows.ts';

/** On the server's own thread: others have their turn in between (A43). `isLate`: what is shown is to be made of hits later. */
export async function matchFound(
  { wanted, isShown, limit, workMax }: IndexQuery,
  found: readonly Found[],
  isLate: boolean,
): Promise<Matched> {
  const hits: Hit[] = [];
  let work = 0;
  let turnsTaken = 1;
  for (const [place, { id, logId, seq, row, before, after }] of found.entries()) {
    if (!row) continue;
    const message = toMessage(row);
    const match = matchMessage(wanted, message);
    const hit = { id, logId, seq, score: match?.score ?? 0 };
    if (match && isLate) hits.push({ ...hit, json: null, ...(isShown && { read: { message, match } }) });
    else if (match) hits.push({ ...hit, json: isShown ? encodeRows({ row, before, after }, match) : null });
    work += workOf(wanted, message);
    const isLast = place === found.length - 1;
    if (!isLast && (work >= workMax || hits.length === limit)) return { hits, looked: place + 1, work, stoppedAt: id };
    if (work < turnsTaken * workPerTurn) continue;
    turnsTaken += 1;
    await setImmediate();
  }
  return { hits, looked: found.length, work, stoppedAt: null };
}
