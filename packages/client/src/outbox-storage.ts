/** A message that waits in the outbox. */
export interface OutboxEntry {
  clientId: string;
  chatId: string;
  content: string;
  /** ISO 8601. */
  createdAt: string;
  /** Refused for good, kept so that the person can retry or discard it. */
  failed: { code: string; detail: string } | null;
}

/**
 * Where unsent messages survive a restart of the client (D17). `save` replaces everything that was saved before;
 * calls do not overlap. A failure to save does not stop the message from being sent.
 */
export interface OutboxStorage {
  load(): Promise<OutboxEntry[]>;
  save(entries: readonly OutboxEntry[]): Promise<void>;
  /** Gives up what this storage holds on to (locks, files). */
  close?(): Promise<void>;
}

/** Forgets everything with the process. */
export function memoryOutboxStorage(entries: readonly OutboxEntry[] = []): OutboxStorage {
  let saved = [...entries];
  return {
    load: async () => [...saved],
    save: async (next) => {
      saved = [...next];
    },
  };
}
