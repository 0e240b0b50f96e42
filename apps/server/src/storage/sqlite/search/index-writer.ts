import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { readWords, tokensOf } from '@confab/text/search';
import { factsOf, searchedTexts } from '../../search/facts.ts';
import { firstIdAt } from '../../search/search-index.ts';
import type { LogReader } from '../log-reader.ts';
import { DocumentIds } from './document-ids.ts';
import type { ForgetWords } from './forget-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A step takes some milliseconds: who searches meanwhile waits no longer. */
const changesPerStep = 64;

export interface IndexWriterContext {
  db: DatabaseSync;
  log: LogReader;
  vocabulary: Vocabulary;
  forgetting: ForgetWords;
}

interface LogRow {
  no: number;
  chat_no: number;
  rev: number;
}

/** Takes the changes of logs into the index, each step with the place up to which it came. */
export class IndexWriter {
  readonly #db: DatabaseSync;
  readonly #log: LogReader;
  readonly #vocabulary: Vocabulary;
  readonly #forgetting: ForgetWords;
  readonly #ids: DocumentIds;
  readonly #statements: Readonly<
    Record<
      'log' | 'addLog' | 'moveLog' | 'countDocs' | 'doc' | 'docsOf' | 'addDoc' | 'dropDoc' | 'add' | 'drop',
      StatementSync
    >
  >;

  constructor({ db, log, vocabulary, forgetting }: IndexWriterContext) {
    this.#db = db;
    this.#log = log;
    this.#vocabulary = vocabulary;
    this.#forgetting = forgetting;
    this.#ids = new DocumentIds(db);
    this.#statements = {
      log: db.prepare('select no, chat_no, rev from logs where log_id = ?'),
      addLog: db.prepare(
        'insert into logs (log_id, chat_no, rev) values (?, coalesce(?, (select max(no) + 1 from logs), 1), ?) returning no, chat_no, rev',
      ),
      moveLog: db.prepare('update logs set rev = ? where no = ?'),
      countDocs: db.prepare('update logs set docs = docs + ? where no = ?'),
      doc: db.prepare('select id from docs where log_no = ? and seq = ?'),
      docsOf: db.prepare('select id from docs where log_no = ?'),
      addDoc: db.prepare('insert into docs (id, log_no, seq) values (?, ?, ?)'),
      dropDoc: db.prepare('delete from docs where id = ?'),
      add: db.prepare('insert into said (rowid, tokens) values (?, ?)'),
      drop: db.prepare('delete from said where rowid = ?'),
    };
    const { moveLog, countDocs, addDoc, dropDoc, add, drop } = this.#statements;
    // They answer the last id of all: segments of the index have ids that are no safe integers.
    for (const writing of [moveLog, countDocs, addDoc, dropDoc, add, drop]) writing.setReadBigInts(true);
  }

  /** Answers whether there is more. */
  follow(logId: string, headRev: number): boolean {
    this.#db.exec('begin immediate');
    try {
      const log = this.#logOf(logId);
      const begun = log.rev > headRev ? this.#startOver(log) : log.rev;
      const { messagesJson, upToRev, more } = this.#log.readChanges(logId, begun, changesPerStep);
      this.#take(log, JSON.parse(messagesJson) as Message[]);
      this.#statements.moveLog.run(upToRev, log.no);
      this.#db.exec('commit');
      return more;
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    }
  }

  #logOf(logId: string): LogRow {
    const known = this.#statements.log.get(logId) as LogRow | undefined;
    if (known) return known;
    const door = doorOf(logId);
    const chatNo = door === logId ? null : this.#logOf(door).no;
    // Of a chat that was not looked at yet: no change has this number, so that it counts as behind.
    return this.#statements.addLog.get(logId, chatNo, 0) as unknown as LogRow;
  }

  /** The log is not what was looked at: some of it was lost. */
  #startOver({ no, chat_no: chatNo }: LogRow): number {
    const docs = this.#statements.docsOf.all(no) as { id: number }[];
    for (const { id } of docs) this.#drop(id, chatNo);
    if (docs.length > 0) this.#forgetting.begin();
    return 0;
  }

  #take({ no, chat_no: chatNo }: LogRow, messages: readonly Message[]): void {
    const counts = new Map<string, number>();
    for (const message of messages) {
      const known = this.#statements.doc.get(no, message.seq) as { id: number } | undefined;
      const texts = searchedTexts(message);
      if (known && texts) this.#statements.drop.run(known.id);
      if (known && !texts) this.#drop(known.id, chatNo);
      // Whether it says something else now, nobody knows here: all that was edited once may.
      if (known && (!texts || message.editedAt !== null)) this.#forgetting.begin();
      if (!texts) continue;
      const id = known?.id ?? this.#ids.take(firstIdAt(Date.parse(message.createdAt)));
      if (!known) {
        this.#statements.addDoc.run(id, no, message.seq);
        this.#statements.countDocs.run(1, chatNo);
      }
      this.#statements.add.run(id, this.#tokensOf(message, texts, counts));
    }
    this.#vocabulary.count(counts);
  }

  #tokensOf(message: Message, texts: readonly string[], counts: Map<string, number>): string {
    const read = texts.map((text) => tokensOf(readWords(text)));
    for (const { vocabulary } of read) for (const word of vocabulary) counts.set(word, (counts.get(word) ?? 0) + 1);
    const signs = new Set(read.flatMap((text) => text.signs));
    return [...read.flatMap(({ words }) => words), ...signs, ...factsOf(message)].join(' ');
  }

  #drop(id: number, chatNo: number): void {
    this.#statements.drop.run(id);
    this.#statements.dropDoc.run(id);
    this.#statements.countDocs.run(-1, chatNo);
  }
}
