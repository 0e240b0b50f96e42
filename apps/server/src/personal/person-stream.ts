import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import type { EncodedDocuments } from './document-store.ts';

interface Follower {
  /** At the stream's `rev`: it gets every change as it comes. */
  live: boolean;
  /** Everything up to here has been sent to it. Meaningful while not live. */
  cursor: number;
  /** The person's `rev` when it was told from 0 on. */
  began: number;
  catchingUp: Promise<boolean> | null;
}

/** A page, with the frame that tells it. */
export type FramedPage = EncodedDocuments & { frame: Buffer };

export interface PersonStreamOptions {
  read: (after: number, began: number) => Promise<FramedPage>;
  /** So much was read for a connection. */
  charge: (page: EncodedDocuments) => void;
  onError: (error: unknown) => void;
  /** Nobody follows it any more. */
  onEmpty: () => void;
}

/**
 * One person's documents on one node: how far they are, and which of the person's connections follow. Each sees every change
 * after the one it came with, in the order of `rev`, none missing and none twice (D24), whatever the bus does.
 */
export class PersonStream {
  readonly #options: PersonStreamOptions;
  readonly #followers = new Map<Connection, Follower>();
  /** Under way, by what is asked for: connections that fell behind together share one read. */
  readonly #reads = new Map<string, Promise<FramedPage>>();
  /** The newest change that was heard of. */
  #rev = 0;
  /** Connections that are about to follow. */
  #awaited = 0;

  constructor(options: PersonStreamOptions) {
    this.#options = options;
  }

  get rev(): number {
    return this.#rev;
  }

  /** A change from the bus: the next one is delivered, an old one dropped, one from further ahead reveals a gap. */
  accept(rev: number, json: string): void {
    if (rev <= this.#rev) return;
    if (rev > this.#rev + 1) return this.hearOf(rev);
    const frame = textFrame(`{"type":"document","document":${json}}`);
    this.#rev = rev;
    for (const [connection, { live }] of this.#followers) {
      if (live) connection.enqueue(frame);
      else this.catchUp(connection);
    }
  }

  /** The documents are this far: whoever is not is told from the database. */
  hearOf(rev: number): void {
    if (rev <= this.#rev) return;
    for (const connection of this.#followers.keys()) this.fallBehind(connection);
    this.#rev = rev;
    this.catchUpAll();
  }

  /** The database is only this far, and so was the word of more: whoever was told of it is told everything anew. */
  takeBack(rev: number): void {
    if (rev >= this.#rev) return;
    for (const connection of this.#followers.keys()) this.fallBehind(connection);
    this.#rev = rev;
    this.catchUpAll();
  }

  /** Those who are behind and whom nobody tells: an earlier try failed. */
  catchUpAll(): void {
    for (const connection of this.#followers.keys()) this.catchUp(connection);
  }

  /** While `work` runs, the stream is kept though nobody follows it yet. */
  async awaitFollower(work: () => Promise<void>): Promise<void> {
    this.#awaited += 1;
    try {
      await work();
    } finally {
      this.#awaited -= 1;
      this.#endIfEmpty();
    }
  }

  /** Follows from `cursor`; resolves when what came after it was sent, or the connection closed or fell behind. */
  async follow(connection: Connection, cursor: number): Promise<void> {
    if (connection.isClosed) return;
    const follower: Follower = { live: false, cursor, began: 0, catchingUp: null };
    this.#followers.set(connection, follower);
    connection.channels.add(this);
    if (cursor !== this.#rev) return await this.#catchUp(connection, follower);
    follower.live = true;
    connection.send({ type: 'documents', documents: [], upToRev: cursor, more: false });
  }

  detach(connection: Connection): void {
    this.#followers.delete(connection);
    connection.channels.delete(this);
    this.#endIfEmpty();
  }

  /** All that was told is in the connection's queue, so its cursor is the stream's. */
  fallBehind(connection: Connection): void {
    const follower = this.#followers.get(connection);
    if (!follower?.live) return;
    follower.live = false;
    follower.cursor = this.#rev;
  }

  catchUp(connection: Connection): void {
    const follower = this.#followers.get(connection);
    if (!follower || follower.live || follower.catchingUp || connection.isLagging) return;
    this.#catchUp(connection, follower).catch(this.#options.onError);
  }

  #endIfEmpty(): void {
    if (this.#followers.size === 0 && this.#awaited === 0) this.#options.onEmpty();
  }

  async #catchUp(connection: Connection, follower: Follower): Promise<void> {
    follower.catchingUp = this.#sendPages(connection, follower).finally(() => {
      follower.catchingUp = null;
    });
    // Lag may have begun and ended while the last page was under way, or more been heard of.
    if (await follower.catchingUp) this.catchUp(connection);
  }

  /** Answers false where the database has less than was heard of: the next round asks again. */
  async #sendPages(connection: Connection, follower: Follower): Promise<boolean> {
    for (;;) {
      const before = { cursor: follower.cursor, rev: this.#rev };
      await connection.inTurn(() => this.#sendPage(connection, follower));
      if (!this.#isOn(connection, follower)) return true;
      if (follower.cursor === this.#rev) break;
      if (follower.cursor === before.cursor && this.#rev === before.rev) return false;
    }
    follower.live = true;
    return true;
  }

  async #sendPage(connection: Connection, follower: Follower): Promise<void> {
    const page = await this.#read(follower.cursor, follower.began);
    this.hearOf(page.rev);
    if (!this.#isOn(connection, follower)) return;
    if (page.reset) connection.send({ type: 'documents-reset', reason: page.reset });
    if (page.reset || follower.cursor === 0) follower.began = page.rev;
    connection.enqueue(page.frame);
    follower.cursor = page.upToRev;
    this.#options.charge(page);
    await connection.untilWritable();
  }

  #isOn(connection: Connection, follower: Follower): boolean {
    return this.#followers.get(connection) === follower && !connection.isLagging;
  }

  /** As new as what was heard of by now. */
  #read(after: number, began: number): Promise<FramedPage> {
    const name = `${after} ${began} ${this.#rev}`;
    const known = this.#reads.get(name);
    if (known) return known;
    const read = this.#options.read(after, began).finally(() => this.#reads.delete(name));
    this.#reads.set(name, read);
    return read;
  }
}
