import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Vocabulary } from './vocabulary.ts';

/** Words that are looked at in one step: each is one look into the index. */
const wordsPerStep = 128;
/** Pages that are put together in one step: some milliseconds. */
const pagesPerStep = 64;
/** The whole index is written anew for what was deleted, no more often than that. */
const mergeEveryMs = 86_400_000;

/** How far it came; and whether more was dropped since it began. */
interface Sweep {
  at: number;
  again: boolean;
}

/**
 * What was deleted is deleted (D86). The index no longer knows what a dropped message said, so all words are gone through, in small
 * steps; those that nobody says any more are forgotten. Then the parts of the index are put together, which leaves out what was dropped.
 */
export class ForgetWords {
  readonly #db: DatabaseSync;
  readonly #vocabulary: Vocabulary;
  readonly #statements: Readonly<Record<'get' | 'set' | 'unset' | 'next' | 'isSaid' | 'changes', StatementSync>>;

  constructor(db: DatabaseSync, vocabulary: Vocabulary) {
    this.#db = db;
    this.#vocabulary = vocabulary;
    this.#statements = {
      get: db.prepare('select value from meta where key = ?'),
      set: db.prepare('insert or replace into meta (key, value) values (?, ?)'),
      unset: db.prepare('delete from meta where key = ?'),
      next: db.prepare(`select no, word from words where no > ? order by no limit ${wordsPerStep}`),
      isSaid: db.prepare('select 1 from said where said match ? limit 1'),
      changes: db.prepare('select total_changes() as changes'),
    };
    // They answer the last id of all: segments of the index have ids that are no safe integers.
    for (const writing of [this.#statements.set, this.#statements.unset]) writing.setReadBigInts(true);
  }

  /** Something that was said is not said any more. Within the transaction that drops it. */
  begin(): void {
    const sweep = this.#sweep();
    if (!sweep) {
      this.#set('sweep', JSON.stringify({ at: 0, again: false } satisfies Sweep));
      this.#set('merge', '1');
    } else if (sweep.at > 0 && !sweep.again) this.#set('sweep', JSON.stringify({ ...sweep, again: true }));
  }

  /** One step. Answers whether there is more to do. */
  step(): boolean {
    const sweep = this.#sweep();
    if (sweep) {
      this.#look(sweep);
      return true;
    }
    const before = this.#changes();
    const isWhole = this.#get('merge') !== undefined && Date.now() - Number(this.#get('merged') ?? 0) >= mergeEveryMs;
    // Below zero: all parts, and from the beginning.
    this.#db.exec(`insert into said (said, rank) values ('merge', ${isWhole ? -pagesPerStep : pagesPerStep})`);
    if (isWhole) {
      this.#statements.unset.run('merge');
      this.#set('merged', String(Date.now()));
    }
    // Asked for with nothing to do, it changes one row: the one that asks.
    return isWhole || this.#changes() - before > 1;
  }

  #look({ at, again }: Sweep): void {
    this.#db.exec('begin immediate');
    try {
      const words = this.#statements.next.all(at) as { no: number; word: string }[];
      for (const { no, word } of words) {
        if (this.#statements.isSaid.get(`"${word.replaceAll('"', '""')}"`) === undefined)
          this.#vocabulary.forget(no, word);
      }
      const last = words.at(-1);
      if (last && words.length === wordsPerStep) this.#set('sweep', JSON.stringify({ at: last.no, again }));
      else if (again) this.#set('sweep', JSON.stringify({ at: 0, again: false }));
      else this.#statements.unset.run('sweep');
      this.#db.exec('commit');
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    }
  }

  #sweep(): Sweep | null {
    const value = this.#get('sweep');
    return value === undefined ? null : (JSON.parse(value) as Sweep);
  }

  #get(key: string): string | undefined {
    return (this.#statements.get.get(key) as { value: string } | undefined)?.value;
  }

  #set(key: string, value: string): void {
    this.#statements.set.run(key, value);
  }

  #changes(): number {
    return (this.#statements.changes.get() as { changes: number }).changes;
  }
}
