import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EncodedChanges, EncodedPage, PageQuery } from '../chat-log.ts';
import { mergeChanges, untouchedAfterSeq } from '../changes-after.ts';
import { messageColumns, type MessageRow, type MessageTuple, toMessageRow } from '../message-columns.ts';
import { encodePage } from '../message-row.ts';

/** The log's reads, on a reader's connection. Pages are encoded here, off the main thread. */
export class LogReader {
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #ascending: StatementSync;
  readonly #descending: StatementSync;
  readonly #untouched: StatementSync;
  readonly #touched: StatementSync;
  readonly #head: StatementSync;
  readonly #heads: StatementSync;

  constructor(db: DatabaseSync) {
    const messages = `select ${messageColumns} from messages where chat_id = ?`;
    this.#begin = db.prepare('begin');
    this.#commit = db.prepare('commit');
    this.#ascending = prepareForTuples(db, `${messages} and seq > ? and seq < ? order by seq limit ?`);
    this.#descending = prepareForTuples(db, `${messages} and seq < ? order by seq desc limit ?`);
    this.#untouched = prepareForTuples(
      db,
      `${messages} and seq > ? and rev > ? and touched is null order by seq limit ?`,
    );
    this.#touched = prepareForTuples(db, `${messages} and rev > ? and touched = 1 order by rev limit ?`);
    this.#head = db.prepare('select seq, rev from chats where id = ?');
    this.#heads = db.prepare('select id, seq, rev from chats where id in (select value from json_each(?))');
  }

  readPage(chatId: string, { limit, before = Number.MAX_SAFE_INTEGER, after }: PageQuery): EncodedPage {
    // One more than asked for tells whether there are more.
    const rows = toRows(
      after === undefined
        ? this.#descending.all(chatId, before, limit + 1)
        : this.#ascending.all(chatId, after, before, limit + 1),
    );
    const hasMore = rows.length > limit;
    const page = rows.slice(0, limit);
    if (after === undefined) page.reverse();
    return encodePage(page, hasMore);
  }

  readChanges(chatId: string, afterRev: number, limit: number): EncodedChanges {
    // The messages and the chat's position must be of one moment: in between, a change could move a message past it.
    this.#begin.run();
    try {
      const head = this.#head.get(chatId) as { seq: number; rev: number } | undefined;
      if (!head) return { messagesJson: '[]', count: 0, lastSeq: 0, upToRev: afterRev, more: false };
      const start = untouchedAfterSeq(head, afterRev);
      const untouched = toRows(this.#untouched.all(chatId, start, afterRev, limit + 1));
      const touched = toRows(this.#touched.all(chatId, afterRev, limit + 1));
      return mergeChanges({ untouched, touched, headRev: head.rev }, limit);
    } finally {
      this.#commit.run();
    }
  }

  readHeads(chatIds: readonly string[]): [string, number, number][] {
    const rows = this.#heads.all(JSON.stringify(chatIds)) as { id: string; seq: number; rev: number }[];
    return rows.map(({ id, seq, rev }) => [id, seq, rev]);
  }
}

function prepareForTuples(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

/** The rows are those of `messageColumns`, which this storage alone writes. */
function toRows(tuples: unknown[]): MessageRow[] {
  return (tuples as MessageTuple[]).map(toMessageRow);
}
