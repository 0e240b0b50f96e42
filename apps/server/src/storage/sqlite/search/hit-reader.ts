import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { doorOf } from '@confab/protocol/threads';
import { messageColumns, type MessageTuple, toMessageRow } from '../../message-columns.ts';
import { toMessage } from '../../message-row.ts';
import { encodeRows, type HitRows } from '../../search/encode-hit.ts';
import { matchMessage, workOf, workPerTurn } from '../../search/match.ts';
import type { Candidate, Hit, IndexQuery, Matched } from '../../search/search-index.ts';

/**
 * The door of search (D19), right where candidates are found: two threads less are woken for each search. Called within a transaction,
 * so that who is a member and what is there is of one moment.
 */
export class HitReader {
  readonly #read: StatementSync;

  constructor(log: DatabaseSync) {
    this.#read = log.prepare(`select ${messageColumns} from messages where chat_id = ? and seq between ? and ?`);
    this.#read.setReturnArrays(true);
  }

  match(
    { wanted, isShown, workMax }: IndexQuery,
    found: readonly Candidate[],
    isMember: (chatId: string) => boolean,
  ): Matched {
    const hits: Hit[] = [];
    // Whoever else searches has their turn then (A43).
    const most = Math.min(workPerTurn, workMax);
    let work = 0;
    for (const [at, candidate] of found.entries()) {
      const place = isMember(doorOf(candidate.logId)) ? this.#placeOf(candidate, isShown ? 1 : 0) : null;
      if (!place) continue;
      const message = toMessage(place.row);
      const match = matchMessage(wanted, message);
      if (match) hits.push({ ...candidate, score: match.score, json: isShown ? encodeRows(place, match) : null });
      work += workOf(wanted, message);
      const isLast = at === found.length - 1;
      if (work >= most && !isLast) return { hits, looked: at + 1, work, stoppedAt: candidate.id };
    }
    return { hits, looked: found.length, work, stoppedAt: null };
  }

  #placeOf({ logId, seq }: Candidate, around: number): HitRows | null {
    const tuples = this.#read.all(logId, seq - around, seq + around) as unknown as MessageTuple[];
    const rows = tuples.map(toMessageRow);
    const at = (place: number) => rows.find((row) => row.seq === place);
    const row = at(seq);
    return row ? { row, before: at(seq - 1), after: at(seq + 1) } : null;
  }
}
