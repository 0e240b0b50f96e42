import type { RedisConnection } from './redis-connection.ts';
import { encodeTogether } from './redis-event-codec.ts';

export interface PublisherLimits {
  /** Sent and not answered, or about to be sent; one more is dropped. */
  maxEvents?: number;
  maxChars?: number;
}

interface Outgoing {
  channel: string;
  payload: string;
}

/** Payloads for one channel. */
interface Parcel {
  channel: string;
  payloads: string[];
}

/**
 * Sends what is published in one turn in one write, and what goes to one channel as one message: whoever hears it has
 * all of it in one turn too, and hands it on in one write. Bounded: while Redis is away or slow, events are dropped, since
 * they are hints and soon stale.
 */
export class RedisPublisher {
  readonly #connection: RedisConnection;
  readonly #nodeId: string;
  readonly #limits: Required<PublisherLimits>;
  #waiting: Outgoing[] = [];
  #events = 0;
  #chars = 0;
  #scheduled = false;
  #dropped = 0;
  #untold = 0;

  constructor(
    connection: RedisConnection,
    nodeId: string,
    { maxEvents = 20_000, maxChars = 16_000_000 }: PublisherLimits = {},
  ) {
    this.#connection = connection;
    this.#nodeId = nodeId;
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
    const parcels = byChannel(batch);
    const [lone] = parcels;
    if (lone && parcels.length === 1) {
      // A pipeline would cost it twice the CPU.
      return await client.spublish(lone.channel, this.#wrap(lone)).then(
        () => 0,
        () => batch.length,
      );
    }
    const pipeline = client.pipeline();
    for (const parcel of parcels) pipeline.spublish(parcel.channel, this.#wrap(parcel));
    const answers = await pipeline.exec().catch(() => null);
    const failed = parcels.filter((_parcel, index) => answers?.[index]?.[0] !== null);
    return failed.reduce((count, { payloads }) => count + payloads.length, 0);
  }

  #wrap({ payloads }: Parcel): string {
    const [lone] = payloads;
    return lone !== undefined && payloads.length === 1 ? lone : encodeTogether(this.#nodeId, payloads);
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#untold += count;
  }
}

function byChannel(batch: readonly Outgoing[]): Parcel[] {
  const parcels = new Map<string, Parcel>();
  for (const { channel, payload } of batch) {
    const parcel = parcels.get(channel);
    if (parcel) parcel.payloads.push(payload);
    else parcels.set(channel, { channel, payloads: [payload] });
  }
  return [...parcels.values()];
}
