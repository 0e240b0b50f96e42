import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Ids that rise with the time of their message, none twice. */
export class DocumentIds {
  readonly #last: StatementSync;
  readonly #isTaken: StatementSync;
  readonly #nextFree: StatementSync;
  /** Of the run of taken ids that was looked at last: its first, and the one behind it. */
  #run = { from: 0, end: 0 };

  constructor(db: DatabaseSync) {
    this.#last = db.prepare('select max(id) as id from docs');
    this.#isTaken = db.prepare('select 1 from docs where id = ?');
    this.#nextFree = db.prepare(
      'select id + 1 as id from docs as taken where id >= ? and not exists (select 1 from docs where id = taken.id + 1) order by id limit 1',
    );
  }

  /** The first free one from there on. Whoever asks takes it. */
  take(first: number): number {
    const last = (this.#last.get() as { id: number | null }).id ?? 0;
    if (first > last) return first;
    const from = first >= this.#run.from && first < this.#run.end ? this.#run.end : first;
    if (this.#isTaken.get(from) === undefined) return this.#note(first, from);
    return this.#note(first, (this.#nextFree.get(from) as { id: number }).id);
  }

  #note(first: number, id: number): number {
    const goesOn = first >= this.#run.from && first < this.#run.end;
    this.#run = { from: goesOn ? this.#run.from : first, end: id + 1 };
    return id;
  }
}
