/**
 * Carries hints between nodes. The log in the database is the truth: a bus may lose, double or reorder anything and
 * nothing is lost by it (D7, D8). Implementations pass the contract suite in `bus.contract.ts`.
 */
export interface Bus {
  /** Fire and forget, to every node that listens, this one included. */
  publish(topic: Topic, event: BusEvent): void;
  /** Resolves when events published from now on arrive. One listener per topic and call; call the result to stop. */
  subscribe(topic: Topic, listener: BusListener): Promise<() => void>;
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

/**
 * A change of the log. `json` is the `Message`, encoded once where it was committed. Its `seq` tells a message that is new
 * from an old one that was touched.
 */
export interface ChangeEvent {
  readonly type: 'change';
  readonly chatId: string;
  readonly seq: number;
  readonly rev: number;
  readonly kind: 'text' | 'system';
  readonly json: string;
}

/** Of a type that some feature declares: see `defineBusEvent`. Plain JSON. */
export interface FeatureEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export type BusEvent = ChangeEvent | FeatureEvent;

export function isChange(event: BusEvent): event is ChangeEvent {
  return event.type === 'change';
}

/** What a listener answers to an event of a type that it knows, and that makes no sense. */
export const malformed = Symbol('malformed');
/** Answers `malformed` or anything else. */
export type BusListener = (event: BusEvent) => unknown;
