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
 * Where unsent messages survive a restart of the client (D17). Calls do not overlap. A failure to save does not keep a
 * message from being sent.
 */
export interface OutboxStorage {
  /** What earlier clients left behind, in their order. Called each time the connection becomes live. */
  adopt(): Promise<OutboxEntry[]>;
  /** Replaces everything that this client saved before. What was adopted is in `entries`, until it was sent. */
  save(entries: readonly OutboxEntry[]): Promise<void>;
  /** Leaves what was saved to a later client. */
  close(): Promise<void>;
}

/** Forgets everything with the process. */
export function memoryOutboxStorage(entries: readonly OutboxEntry[] = []): OutboxStorage {
  let left = [...entries];
  let saved: OutboxEntry[] = [];
  return {
    async adopt() {
      const adopted = left;
      left = [];
      return adopted;
    },
    async save(next) {
      saved = [...next];
    },
    async close() {
      left = [...left, ...saved];
      saved = [];
    },
  };
}

/** Reads what a storage holds: anybody may have written it. Entries that are none are dropped. */
export function parseOutboxEntries(json: string | null): OutboxEntry[] {
  if (json === null) return [];
  try {
    const entries: unknown = JSON.parse(json);
    return Array.isArray(entries) ? entries.filter(isOutboxEntry) : [];
  } catch {
    // Torn or foreign text holds no message of ours.
    return [];
  }
}

function isOutboxEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof OutboxEntry, unknown>>;
  const texts = [entry.clientId, entry.chatId, entry.content, entry.createdAt];
  return texts.every((text) => typeof text === 'string') && (entry.failed === null || isFailure(entry.failed));
}

function isFailure(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'code' in value && typeof value.code === 'string' && 'detail' in value && typeof value.detail === 'string';
}
