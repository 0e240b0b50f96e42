/**
 * Lets work on different chats or people run side by side, and work on the same one after the other, in the order in which
 * it was asked for (D4): two connections of the pool would race. A key stands for each.
 */
export class CommitOrder {
  readonly #last = new Map<string, Promise<void>>();

  async run<Result>(wantedKeys: Iterable<string>, work: () => Promise<Result>): Promise<Result> {
    const keys = new Set(wantedKeys);
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const before = [...keys].flatMap((key) => this.#last.get(key) ?? []);
    for (const key of keys) this.#last.set(key, done);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      for (const key of keys) if (this.#last.get(key) === done) this.#last.delete(key);
      resolve();
    }
  }
}
