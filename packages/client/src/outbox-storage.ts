import type { Draft, WholeDraft } from './draft.ts';

/** A message that waits in the outbox. */
export interface OutboxMessage {
  clientId: string;
  chatId: string;
  /** As the person wants it. */
  content: string;
  /** What goes beside the text; left out for nothing, and by versions that sent texts alone. */
  parts?: WholeDraft['parts'];
  /** Its files, where they are of this device. */
  uploads?: Draft['uploads'];
  /** ISO 8601. */
  createdAt: string;
  /** Refused for good, kept so that the person can retry or discard it. */
  failed: { code: string; detail: string } | null;
  /** As it may have reached the server, where that is something else: it goes out again as it was (D1). */
  sentAs?: string | WholeDraft;
}

interface ChangeOfMessage {
  chatId: string;
  messageId: string;
  seq: number;
  /** ISO 8601. */
  askedAt: string;
}

/** A change of a message that waits for the server. */
export type MessageEdit = ChangeOfMessage & { change: 'edit'; content: string };
/** `isHeld`: it may still be taken back, and is not made yet. What a client that is gone had held is made by the next. */
export type MessageDeletion = ChangeOfMessage & { change: 'delete'; isHeld?: true };
export type Reacting = ChangeOfMessage & { change: 'react'; emoji: string; on: boolean };
/** A message that was taken back when it may have been on its way: it is deleted if it turns up. */
export interface Withdrawal {
  change: 'withdraw';
  chatId: string;
  clientId: string;
  /** ISO 8601. */
  askedAt: string;
}
export type OutboxChange = MessageEdit | MessageDeletion | Reacting | Withdrawal;

/** A document that waits to be put. */
export interface OutboxDocument {
  /** Its key. */
  document: string;
  /** Null deletes it. */
  value: unknown;
  /** ISO 8601. */
  askedAt: string;
  /** The name under which it may have reached the server: it goes out again under the same. */
  sentAs?: { writer: string; n: number };
}

export type OutboxEntry = OutboxMessage | OutboxChange | OutboxDocument;

export function isMessage(entry: OutboxEntry): entry is OutboxMessage {
  return !isChange(entry) && !isDocument(entry);
}

export function isDocument(entry: OutboxEntry): entry is OutboxDocument {
  return 'document' in entry;
}

export function isChange(entry: OutboxEntry): entry is OutboxChange {
  return 'change' in entry;
}

/**
 * Where unsent messages and changes survive a restart of the client (D17). Calls do not overlap. A failure to save does not keep a
 * message from being sent.
 */
export interface OutboxStorage {
  /** Whose messages these are: a client of another person does not send them. Null or left out where nobody said. */
  readonly userId?: string | null;
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
  const entry = value as Partial<Record<string, unknown>>;
  if ('document' in entry) return isWholeDocument(entry);
  return 'change' in entry ? isWholeChange(entry) : isWholeMessage(entry);
}

type Unchecked = Partial<Record<string, unknown>>;

function isWholeMessage(entry: Unchecked): boolean {
  const { failed, sentAs, parts, uploads } = entry;
  const isSentAs = sentAs === undefined || typeof sentAs === 'string' || isDraft(sentAs);
  return (
    hasTexts(entry, 'clientId', 'chatId', 'content') &&
    isTime(entry['createdAt']) &&
    (parts === undefined || isObject(parts)) &&
    (uploads === undefined || (Array.isArray(uploads) && uploads.every(isUpload))) &&
    isSentAs &&
    (failed === null || isFailure(failed))
  );
}

function isUpload(value: unknown): boolean {
  return isObject(value) && hasTexts(value, 'key', 'name', 'type') && typeof value['size'] === 'number';
}

function isDraft(value: unknown): boolean {
  return isObject(value) && typeof value['content'] === 'string' && isObject(value['parts']);
}

function isObject(value: unknown): value is Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWholeChange(entry: Unchecked): boolean {
  if (!hasTexts(entry, 'chatId') || !isTime(entry['askedAt'])) return false;
  if (entry['change'] === 'withdraw') return hasTexts(entry, 'clientId');
  if (!hasTexts(entry, 'messageId') || typeof entry['seq'] !== 'number') return false;
  if (entry['change'] === 'react') return hasTexts(entry, 'emoji') && typeof entry['on'] === 'boolean';
  return entry['change'] === 'delete' || (entry['change'] === 'edit' && hasTexts(entry, 'content'));
}

function isWholeDocument(entry: Unchecked): boolean {
  const { sentAs, value } = entry;
  if (!hasTexts(entry, 'document') || !isTime(entry['askedAt']) || value === undefined) return false;
  if (sentAs === undefined) return true;
  if (typeof sentAs !== 'object' || sentAs === null) return false;
  return 'writer' in sentAs && typeof sentAs.writer === 'string' && 'n' in sentAs && typeof sentAs.n === 'number';
}

/** Whoever shows it would fail on any other text. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function hasTexts(entry: Unchecked, ...names: string[]): boolean {
  return names.every((name) => typeof entry[name] === 'string');
}

function isFailure(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'code' in value && typeof value.code === 'string' && 'detail' in value && typeof value.detail === 'string';
}
