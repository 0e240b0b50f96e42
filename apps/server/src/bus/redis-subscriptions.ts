import type { RedisConnection } from './redis-connection.ts';

/** One command carries this many channels. */
const channelsPerCommand = 1_000;

interface Asked {
  /** Settles when Redis has confirmed, or the connection is gone. */
  confirmed: Promise<void>;
}

/**
 * Which channels this node listens to, and what Redis was told of it. Wishes of one turn go out together, and all of
 * them again on every new connection.
 */
export class RedisSubscriptions {
  readonly #connection: RedisConnection;
  readonly #onError: (error: unknown) => void;
  readonly #wanted = new Set<string>();
  readonly #asked = new Map<string, Asked>();
  /** Wished for or not any more since the last round. */
  #touched = new Set<string>();
  #round: { done: Promise<void>; start: () => void } | null = null;

  constructor(connection: RedisConnection, onError: (error: unknown) => void) {
    this.#connection = connection;
    this.#onError = onError;
    connection.client.on('close', () => this.#asked.clear());
  }

  get size(): number {
    return this.#wanted.size;
  }

  /** Resolves when events of the channel arrive, or at once while Redis is away: they do when it is back. */
  async add(channel: string): Promise<void> {
    this.#wanted.add(channel);
    if (!this.#connection.isReady) return;
    if (!this.#asked.has(channel)) await this.#nextRound(channel);
    await this.#asked.get(channel)?.confirmed;
  }

  remove(channel: string): void {
    this.#wanted.delete(channel);
    if (this.#asked.has(channel)) void this.#nextRound(channel);
  }

  /** Tells a new connection of everything. Resolves when Redis has confirmed all of it. */
  async restore(): Promise<void> {
    this.#send(this.#wanted);
    await Promise.all([...this.#asked.values()].map(({ confirmed }) => confirmed));
  }

  #nextRound(channel: string): Promise<void> {
    this.#touched.add(channel);
    if (this.#round) return this.#round.done;
    const { promise: done, resolve: start } = Promise.withResolvers<void>();
    this.#round = { done, start };
    setImmediate(() => {
      this.#round = null;
      const touched = this.#touched;
      this.#touched = new Set();
      this.#send(touched);
      start();
    });
    return done;
  }

  #send(channels: ReadonlySet<string>): void {
    if (!this.#connection.isReady) return;
    const { client } = this.#connection;
    const stale = [...channels].filter((channel) => this.#asked.has(channel) && !this.#wanted.has(channel));
    for (const part of partsOf(stale)) {
      for (const channel of part) this.#asked.delete(channel);
      client.sunsubscribe(...part).catch((error: unknown) => this.#failed(error));
    }
    const missing = [...channels].filter((channel) => this.#wanted.has(channel) && !this.#asked.has(channel));
    for (const part of partsOf(missing)) {
      const confirmed = this.#subscribe(part);
      for (const channel of part) this.#asked.set(channel, { confirmed });
    }
  }

  async #subscribe(channels: readonly string[]): Promise<void> {
    await this.#connection.client.ssubscribe(...channels).catch((error: unknown) => this.#failed(error));
  }

  /** A connection that broke asks for everything again by itself; anything else is news. */
  #failed(error: unknown): void {
    if (this.#connection.isReady) this.#onError(error);
  }
}

function partsOf(channels: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < channels.length; start += channelsPerCommand) {
    parts.push(channels.slice(start, start + channelsPerCommand));
  }
  return parts;
}
