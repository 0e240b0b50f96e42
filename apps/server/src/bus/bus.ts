/**
 * Carries hints between nodes. The log in the database is the truth: a bus may lose, double or reorder anything and
 * nothing is lost by it (D7, D8). Implementations pass the contract suite in `bus.contract.ts`.
 */
export interface Bus {
  /** Fire and forget, to every node that listens, this one included. */
  publish(topic: Topic, event: BusEvent): void;
  /** Resolves when events published from now on arrive. One handler per topic and call; call the result to stop. */
  subscribe(topic: Topic, handler: (event: BusEvent) => void): Promise<() => void>;
  /**
   * Hears that events may have been lost, just now or since a moment ago: what is built from them is to be compared with
   * the database at once. Called again and again while the bus is away. Left out where nothing can be lost.
   */
  onEventsLost?(handler: () => void): void;
  /** For an operator. Left out where there is nothing to count. */
  readonly counts?: BusCounts;
  /** Rejects where the bus does not answer within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Since the start, but `topics`. */
export interface BusCounts {
  received: number;
  /** Received, and not understood. */
  malformed: number;
  /** Published while the bus was away or too slow. */
  dropped: number;
  /** Topics that are listened to now. */
  topics: number;
}

/** `nodes`: to every node. `chat:` and `user:`: only to nodes that have somebody there. */
export type Topic = 'nodes' | `chat:${string}` | `user:${string}`;

export type BusEvent =
  /**
   * A change of the log. `json` is the `Message`, encoded once where it was committed. Its `seq` tells a message that is
   * new from an old one that was touched.
   */
  | { type: 'change'; chatId: string; seq: number; rev: number; kind: 'text' | 'system'; json: string }
  | { type: 'typing'; chatId: string; userId: string }
  | { type: 'read'; chatId: string; userId: string; readSeq: number; unread: number; atRev: number }
  /** This person is a member of the chat from now on. On the user's topic. */
  | { type: 'chat-joined'; chatId: string; userId: string }
  /** Somebody came to a chat or left it: who is active there is to be read again. On the chat's topic. */
  | { type: 'active-changed'; chatId: string }
  /** On the user's topic. */
  | { type: 'online-changed'; userId: string; online: boolean; lastSeenAt: number | null }
  /** Who is in this chat has changed: what is cached of it is stale. On `nodes`. */
  | { type: 'members-changed'; chatId: string }
  /** Their sockets of these sessions close. `sessionIds` null: all of the user's. On `nodes`. */
  | { type: 'sessions-ended'; userId: string; sessionIds: string[] | null }
  /** The cached profile is stale. On `nodes`. */
  | { type: 'user-changed'; userId: string };
