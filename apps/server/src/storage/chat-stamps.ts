/** More chats than this are forgotten together: what was read before then is read anew. */
const chatsKept = 50_000;

/** What a write may do to chats, and what it did. */
interface Written {
  /** Those that it may change. */
  chatIds: Iterable<string>;
  /** It may change who is in which chat. */
  mayChangeMembers: boolean;
}

/** Whether what was read from the database is what it has, as the one process knows that writes to it (D79). */
export interface Stamps {
  /** Taken before a read: what is read is of this stamp. */
  readonly now: number;
  /**
   * Nothing of these chats, how far their members have read, and who is in which chat, has changed since, and nothing that may
   * change them is under way. Threads are not looked at: who follows one.
   */
  stoodStill(since: number, chatIds: Iterable<string>): boolean;
}

export class ChatStamps implements Stamps {
  #now = 0;
  /** Of everything that is not known more exactly. */
  #floor = 0;
  #members = 0;
  #changingMembers = 0;
  readonly #changed = new Map<string, number>();
  /** By chat, the writes under way. */
  readonly #writing = new Map<string, number>();

  get now(): number {
    return this.#now;
  }

  stoodStill(since: number, chatIds: Iterable<string>): boolean {
    if (since < this.#floor || since < this.#members || this.#changingMembers > 0) return false;
    if (since === this.#now && this.#writing.size === 0) return true;
    for (const chatId of chatIds) {
      if (this.#writing.has(chatId) || (this.#changed.get(chatId) ?? 0) > since) return false;
    }
    return true;
  }

  /** Runs the write. `changedBy` says what came of it; where it fails, all that it may have changed has changed. */
  async during<Result>(
    written: Written,
    write: () => Promise<Result>,
    changedBy: (result: Result) => { chatIds: Iterable<string>; members: boolean },
  ): Promise<Result> {
    const chatIds = new Set(written.chatIds);
    for (const chatId of chatIds) this.#writing.set(chatId, (this.#writing.get(chatId) ?? 0) + 1);
    this.#changingMembers += Number(written.mayChangeMembers);
    let changed: { chatIds: Iterable<string>; members: boolean } = { chatIds, members: written.mayChangeMembers };
    try {
      const result = await write();
      changed = changedBy(result);
      return result;
    } finally {
      this.#note(changed);
      for (const chatId of chatIds) this.#end(chatId);
      this.#changingMembers -= Number(written.mayChangeMembers);
    }
  }

  #note({ chatIds, members }: { chatIds: Iterable<string>; members: boolean }): void {
    this.#now += 1;
    if (members) this.#members = this.#now;
    for (const chatId of chatIds) this.#changed.set(chatId, this.#now);
    if (this.#changed.size <= chatsKept) return;
    this.#changed.clear();
    this.#floor = this.#now;
  }

  #end(chatId: string): void {
    const left = (this.#writing.get(chatId) ?? 1) - 1;
    if (left > 0) this.#writing.set(chatId, left);
    else this.#writing.delete(chatId);
  }
}
