import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { doorOf } from '@confab/protocol/threads';
import { lineOf } from '../../search/line.ts';
import type { Candidate } from '../../search/search-index.ts';
import { messageColumnsOf, type MessageTuple, toMessageRow } from '../../message-columns.ts';
import { encodeMessages, toMessage } from '../../message-row.ts';

/** The door of search (D19), right where candidates are found: two threads less are woken for each search. */
export class PlaceReader {
  readonly #read: StatementSync;

  constructor(log: DatabaseSync) {
    this.#read = log.prepare(
      `with place as (select value ->> 0 as log_id, value ->> 1 as seq, value ->> 2 as chat_id from json_each(?))
       select ${messageColumnsOf('messages')} from place
       cross join members on members.chat_id = place.chat_id and members.user_id = ?
       cross join messages on messages.chat_id = place.log_id
         and messages.seq between place.seq - cast(? as integer) and place.seq + cast(? as integer)`,
    );
    this.#read.setReturnArrays(true);
  }

  /** The JSON text of `Candidates.read`. */
  read(userId: string, found: readonly Candidate[], lines: boolean): string {
    if (found.length === 0) return '[]';
    const places = JSON.stringify(found.map(({ logId, seq }) => [logId, seq, doorOf(logId)]));
    const around = lines ? 1 : 0;
    const tuples = this.#read.all(places, userId, around, around) as unknown as MessageTuple[];
    const rows = new Map(tuples.map(toMessageRow).map((row) => [`${row.chat_id}.${row.seq}`, row]));
    const lineAt = (logId: string, seq: number): string => {
      const row = rows.get(`${logId}.${seq}`);
      return JSON.stringify(lineOf(row && toMessage(row)));
    };
    const read = found.map(({ logId, seq }) => {
      const row = rows.get(`${logId}.${seq}`);
      if (!row) return 'null';
      const beside = lines ? `,"before":${lineAt(logId, seq - 1)},"after":${lineAt(logId, seq + 1)}` : '';
      return `{"message":${encodeMessages([row]).slice(1, -1)}${beside}}`;
    });
    return `[${read.join(',')}]`;
  }
}
