import type { OutboxChange, OutboxDocument, OutboxEntry, OutboxMessage, OutboxStorage } from './outbox-storage.ts';

export type OutboxSaver = ReturnType<typeof createOutboxSaver>;

/**
 * Keeps a storage's calls apart, and skips states that a newer one replaced while they waited. `kept` hears whether the
 * last one was saved: a full or forbidden storage costs the survival of a restart, not the sending.
 */
export function createOutboxSaver(storage: OutboxStorage, kept: (isKept: boolean) => void) {
  let messages: () => readonly OutboxMessage[] = () => [];
  let changes: readonly OutboxChange[] = [];
  let documents: () => readonly OutboxDocument[] = () => [];
  let queue: Promise<unknown> = Promise.resolve();
  let isSaving = false;

  function enqueue<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = queue.then(run);
    queue = result.catch(() => undefined);
    return result;
  }

  function save(): void {
    if (isSaving) return;
    isSaving = true;
    enqueue(async () => {
      isSaving = false;
      await storage.save([...messages(), ...changes, ...documents()]);
    }).then(
      () => kept(true),
      () => kept(false),
    );
  }

  return {
    adopt: (): Promise<OutboxEntry[]> => enqueue(() => storage.adopt()),
    saveMessages(next: () => readonly OutboxMessage[]): void {
      messages = next;
      save();
    },
    saveChanges(next: readonly OutboxChange[]): void {
      changes = next;
      save();
    },
    saveDocuments(next: () => readonly OutboxDocument[]): void {
      documents = next;
      save();
    },
    close: () => enqueue(() => storage.close()),
  };
}
