import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IndexKey } from '@confab/text/search';
import { partMin } from '@confab/text/search';
import { type Known, standInsMax } from '../../search/plan.ts';

interface Kept {
  known: Known[];
  /** Of the vocabulary, when they were found. */
  version: number;
}

const keptMax = 500;

/** The words that were said, and in how many messages. */
export class Vocabulary {
  readonly #raise: StatementSync;
  readonly #add: StatementSync;
  readonly #addParts: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeParts: StatementSync;
  readonly #within: StatementSync;
  readonly #between: StatementSync;
  readonly #kept = new Map<string, Kept>();
  #version = 0;

  constructor(db: DatabaseSync) {
    this.#raise = db.prepare('update words set count = count + ? where word = ?');
    this.#add = db.prepare('insert into words (word, count) values (?, ?)');
    this.#addParts = db.prepare('insert into parts (rowid, word) values (?, ?)');
    this.#remove = db.prepare('delete from words where no = ?');
    this.#removeParts = db.prepare(`insert into parts (parts, rowid, word) values ('delete', ?, ?)`);
    // They answer the last id of all: segments of the index have ids that are no safe integers.
    for (const writing of [this.#raise, this.#add, this.#addParts, this.#remove, this.#removeParts])
      writing.setReadBigInts(true);
    const most = `order by count desc, word limit ${standInsMax}`;
    this.#within = db.prepare(
      `select word, count from words where no in (select rowid from parts where word glob ?) ${most}`,
    );
    this.#between = db.prepare(`select word, count from words where word >= ? and word < ? ${most}`);
  }

  /** Words that hold the key, or begin with it: those that are said most. */
  standInsOf({ kind, text }: IndexKey): readonly Known[] {
    const name = `${kind} ${text}`;
    const kept = this.#kept.get(name);
    // Where there are too many anyway, a new word changes nothing for now.
    if (kept && (kept.version === this.#version || kept.known.length === standInsMax)) return kept.known;
    const rows =
      kind === 'part' && text.length >= partMin
        ? this.#within.all(`*${text}*`)
        : this.#between.all(text, `${text}\u{10ffff}`);
    const known = rows as unknown as Known[];
    if (this.#kept.size >= keptMax) this.#kept.clear();
    this.#kept.set(name, { known, version: this.#version });
    return known;
  }

  /** Nobody says it any more. */
  forget(no: number, word: string): void {
    if (word.length >= partMin) this.#removeParts.run(no, word);
    this.#remove.run(no);
    this.#kept.clear();
  }

  /** How many more messages have each. */
  count(words: ReadonlyMap<string, number>): void {
    for (const [word, count] of words) {
      if (this.#raise.run(count, word).changes !== 0n) continue;
      const { lastInsertRowid } = this.#add.run(word, count);
      if (word.length >= partMin) this.#addParts.run(lastInsertRowid, word);
      this.#version += 1;
    }
    if (this.#version % 1_000 === 999) this.#kept.clear();
  }
}
