import type { OutboxEntry, OutboxStorage } from './outbox-storage.ts';

/** Keeps a storage's calls apart, and skips states that a newer one replaced while they waited. */
export function createOutboxSaver(storage: OutboxStorage) {
  let queue: Promise<unknown> = Promise.resolve();
  let unsaved: readonly OutboxEntry[] | null = null;

  function enqueue<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = queue.then(run);
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    adopt: () => enqueue(() => storage.adopt()),
    save(entries: readonly OutboxEntry[]): void {
      const isQueued = unsaved !== null;
      unsaved = entries;
      if (isQueued) return;
      // A full or forbidden storage costs the survival of a restart, not the sending.
      enqueue(async () => {
        const latest = unsaved ?? [];
        unsaved = null;
        await storage.save(latest);
      }).catch(() => undefined);
    },
    close: () => enqueue(() => storage.close()),
  };
}
