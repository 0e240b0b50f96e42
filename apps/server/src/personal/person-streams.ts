import type { Kysely } from 'kysely';
import type { Clock } from '../realtime/clock.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import type { Database } from '../storage/schema.ts';
import { shareReads } from '../storage/shared-reads.ts';
import { type EncodedDocuments, readDocuments, readPersonRevs } from './document-store.ts';
import { PersonStream } from './person-stream.ts';

export interface PersonStreamsOptions {
  db: Kysely<Database>;
  clock: Clock;
  schedule: (task: () => void) => void;
  page: { limit: number; maxBytes: number };
  /** So much of a person's was read for one of their connections. */
  charge: (userId: string, page: EncodedDocuments) => void;
  onError: (error: unknown) => void;
}

/** A change is in the database before the bus tells of it: what was under way is not missing. */
const busGraceMs = 100;
const peoplePerQuery = 500;

/** The documents of everybody who is connected here and wants them, each as a stream. */
export class PersonStreams {
  readonly #options: PersonStreamsOptions;
  readonly #streams = new Map<string, PersonStream>();
  /** Those who come back in one moment share a query. */
  readonly #revOf: (userId: string) => Promise<number | null>;

  constructor(options: PersonStreamsOptions) {
    this.#options = options;
    this.#revOf = shareReads((userIds) => readPersonRevs(options.db, userIds), options.schedule);
  }

  /** Puts the connection on its person's stream, after the `cursor` that its client named (D24). */
  async follow(connection: Connection, { cursor, sameEpoch }: { cursor: number; sameEpoch: boolean }): Promise<void> {
    const { userId } = connection;
    const stream = this.#streams.get(userId) ?? this.#open(userId);
    await stream.awaitFollower(async () => {
      stream.hearOf((await this.#revOf(userId)) ?? 0);
      const isForeign = cursor > 0 && !sameEpoch;
      if (isForeign) connection.send({ type: 'documents-reset', reason: 'epoch-changed' });
      await stream.follow(connection, isForeign ? 0 : cursor);
    });
  }

  accept(userId: string, rev: number, json: string): void {
    this.#streams.get(userId)?.accept(rev, json);
  }

  /** Finds what the bus lost, the last change before a silence too (D8), and tries again what failed. */
  async compareWithLog(): Promise<void> {
    for (const stream of this.#streams.values()) stream.catchUpAll();
    const heard = [...this.#streams].map(([userId, { rev }]) => [userId, rev] as const);
    const revs = await this.#readRevs();
    // What was heard of by then is in the database, or the bus has told of what never was.
    for (const [userId, rev] of heard) {
      const real = revs.get(userId) ?? rev;
      if (real < rev) this.#streams.get(userId)?.takeBack(real);
    }
    const behind = this.#behind(revs);
    if (behind.length === 0) return;
    await new Promise<void>((resolve) => void this.#options.clock.after(busGraceMs, resolve));
    for (const [userId, rev] of behind) this.#streams.get(userId)?.hearOf(rev);
  }

  #open(userId: string): PersonStream {
    const { db, page, charge, onError } = this.#options;
    const stream = new PersonStream({
      onError,
      charge: (read) => charge(userId, read),
      async read(after, began) {
        const read = await readDocuments(db, userId, { after, began, ...page });
        const { jsons, upToRev, more } = read;
        const frame = `{"type":"documents","documents":[${jsons.join()}],"upToRev":${upToRev},"more":${more}}`;
        return { ...read, frame: textFrame(frame) };
      },
      onEmpty: () => {
        if (this.#streams.get(userId) === stream) this.#streams.delete(userId);
      },
    });
    this.#streams.set(userId, stream);
    return stream;
  }

  async #readRevs(): Promise<Map<string, number>> {
    const userIds = [...this.#streams.keys()];
    const revs = new Map<string, number>();
    for (let start = 0; start < userIds.length; start += peoplePerQuery) {
      const part = await readPersonRevs(this.#options.db, userIds.slice(start, start + peoplePerQuery));
      for (const [userId, rev] of part) revs.set(userId, rev);
    }
    return revs;
  }

  #behind(revs: ReadonlyMap<string, number>): [userId: string, rev: number][] {
    return [...revs].filter(([userId, rev]) => rev > (this.#streams.get(userId)?.rev ?? rev));
  }
}
