import type { RedisConnection } from './redis-connection.ts';

export interface PublisherLimits {
  /** Sent and not answered, or about to be sent; one more is dropped. */
  maxEvents?: number;
  maxChars?: number;
}

interface Outgoing {
  channel: string;
  payload: string;
}

/**
 * Sends what is published in one turn in one write. Bounded: while Redis is away or slow, events are dropped, since
 * they are hints and soon stale.
 */
export class RedisPublisher {
  readonly #connection: RedisConnection;
  readonly #limits: Required<PublisherLimits>;
  #waiting: Outgoing[] = [];
  #events = 0;
  #chars = 0;
  #scheduled = false;
  #dropped = 0;
  #untold = 0;

  constructor(connection: RedisConnection, { maxEvents = 20_000, maxChars = 16_000_000 }: PublisherLimits = {}) {
    this.#connection = connection;
    this.#limits = { maxEvents, maxChars };
  }

  /** Since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How many were dropped since the last call. */
  takeUntold(): number {
    const untold = this.#untold;
    this.#untold = 0;
    return untold;
  }

  send(channel: string, payload: string): void {
    const isFull = this.#events >= this.#limits.maxEvents || this.#chars + payload.length > this.#limits.maxChars;
    if (isFull || !this.#connection.isReady) return this.#drop(1);
    this.#waiting.push({ channel, payload });
    this.#events += 1;
    this.#chars += payload.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => void this.flush());
  }

  /** Resolves when what was sent until now has been answered or dropped. Never rejects. */
  async flush(): Promise<void> {
    this.#scheduled = false;
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    this.#drop(await this.#transmit(batch));
    this.#events -= batch.length;
    for (const { payload } of batch) this.#chars -= payload.length;
  }

  /** Answers how many Redis did not take. The connection tells of its end itself. */
  async #transmit(batch: readonly Outgoing[]): Promise<number> {
    const { client } = this.#connection;
    const [lone] = batch;
    if (lone && batch.length === 1) {
      // A pipeline would cost it twice the CPU.
      return await client.spublish(lone.channel, lone.payload).then(
        () => 0,
        () => 1,
      );
    }
    const pipeline = client.pipeline();
    for (const { channel, payload } of batch) pipeline.spublish(channel, payload);
    const answers = await pipeline.exec().catch(() => null);
    return answers === null ? batch.length : answers.filter(([error]) => error !== null).length;
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#untold += count;
  }
}
