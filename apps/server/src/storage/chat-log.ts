import type { Message, Role, SystemEvent } from '@confab/protocol';

/**
 * The log of every chat: the one place where `seq` and `rev` are given out. Implementations pass the contract suite in
 * `chat-log.contract.ts`; the rules named D1, D2 … are those of packages/protocol/SPEC.md.
 */
export interface ChatLog {
  /**
   * Applies the commands in their order in one durable transaction (D2, D3) and answers each in its place. A command
   * that is refused changes nothing and does not disturb its neighbours (D5). Rejects only where the whole
   * transaction failed, and then nothing of it is in the log.
   */
  commit(commands: readonly LogCommand[]): Promise<LogOutcome[]>;

  /**
   * The final state of the messages with `rev` above `afterRev`, `rev` rising, at most `limit` of them.
   * `upToRev` is the position that the caller has reached with them: the last message's `rev` where there is more, the
   * chat's `rev` otherwise. `upToRev` is `afterRev` for a chat that does not exist.
   */
  readChanges(chatId: string, afterRev: number, limit: number): Promise<EncodedChanges>;

  /** A page of history, `seq` rising; see `MessagePageQuery` for the bounds. */
  readPage(chatId: string, query: PageQuery): Promise<EncodedPage>;

  /** The heads of those of the chats that exist. */
  readHeads(chatIds: readonly string[]): Promise<Map<string, ChatHead>>;

  /** Moves read positions forward, all in one transaction; one that would go back or past the chat's `seq` is clamped. */
  moveReadPositions(moves: readonly ReadMove[]): Promise<ReadPosition[]>;
}

export interface ChatHead {
  seq: number;
  rev: number;
}

export interface PageQuery {
  limit: number;
  before?: number | undefined;
  after?: number | undefined;
}

/** The JSON text of a `MessagePage` in UTF-8: encoded beside the database, sent on as it is. */
export type EncodedPage = Uint8Array<ArrayBuffer>;

/** `messagesJson` is the text of a JSON array of `Message`. */
export interface EncodedChanges {
  messagesJson: string;
  count: number;
  /** The greatest `seq` among them, 0 where there is none. */
  lastSeq: number;
  upToRev: number;
  more: boolean;
}

export interface ReadMove {
  chatId: string;
  userId: string;
  seq: number;
}

/** `unread` is exact as of change `atRev`. `moved` is false where the position was there already. Null: no member. */
export type ReadPosition = { readSeq: number; unread: number; atRev: number; moved: boolean } | null;

/** Times are milliseconds since 1970. Who may is decided by storage/rules in the transaction that does it. */
export type LogCommand =
  /**
   * Appends; moves the sender's read position to it. A known `(senderId, clientId)` answers the first message (D1).
   * `parts` is what `encodeParts` made; left out for none.
   */
  | {
      type: 'send';
      chatId: string;
      senderId: string;
      clientId: string | null;
      content: string;
      parts?: string | null;
      at: number;
    }
  /** `actorId` must have sent it. `baseRev`: refused where the content was changed after that `rev`. */
  | {
      type: 'edit';
      chatId: string;
      seq: number;
      actorId: string;
      content: string;
      baseRev?: number | undefined;
      at: number;
    }
  /** `actorId` must have sent it, or be owner or admin of the group. Leaves a tombstone: content and reactions go. */
  | { type: 'delete'; chatId: string; seq: number; actorId: string; at: number }
  | { type: 'react'; chatId: string; seq: number; actorId: string; emoji: string; on: boolean; at: number }
  /**
   * A change of members or name, written as a system message in the same transaction. `actorId` must be a member with
   * the role that `systemEventNeeds` names. People who are members already are left out of `members-added`; one that
   * adds nobody, removes a non-member, or changes nothing, is `unchanged`.
   */
  | { type: 'system'; chatId: string; actorId: string; event: SystemEvent; content: string; at: number }
  /** `members` holds the creator too. A direct chat whose `directKey` exists answers the existing one. */
  | {
      type: 'create-chat';
      chatId: string;
      kind: 'direct' | 'group';
      name: string | null;
      directKey: string | null;
      creatorId: string;
      members: { userId: string; role: Role }[];
      at: number;
    };

export type LogRefusal =
  | 'not-found' // no such chat or message, or the actor is no member: not told apart (D20)
  | 'forbidden' // a member without the right
  | 'client-id-reused'
  | 'message-changed' // since the rev that the edit started from
  | 'message-deleted'
  | 'too-many-reactions'
  | 'chat-is-direct'
  | 'last-owner';

export type LogOutcome =
  /** Something new in the log, to be published. */
  | { status: 'changed'; message: Message }
  /** A retry or a no-op; nothing to publish. `message` is the one meant, as it is now, where there is one. */
  | { status: 'unchanged'; message: Message | null }
  | { status: 'created'; chatId: string }
  | { status: 'existing'; chatId: string }
  /** `current` is the message as it is, exactly with `message-changed`. */
  | { status: 'refused'; reason: LogRefusal; current?: Message };

/** A message's id is its place: `chatId.seq`. Opaque to clients, and no index is needed to find it. */
export function messageId(chatId: string, seq: number): string {
  return `${chatId}.${seq.toString(36)}`;
}

/** The place that an id names, or null where it is not an id of ours. */
export function parseMessageId(id: string): { chatId: string; seq: number } | null {
  const match = /^([A-Za-z0-9_-]{1,40})\.([0-9a-z]{1,11})$/.exec(id);
  if (!match?.[1] || !match[2]) return null;
  const seq = Number.parseInt(match[2], 36);
  return Number.isSafeInteger(seq) && seq > 0 && seq.toString(36) === match[2] ? { chatId: match[1], seq } : null;
}
