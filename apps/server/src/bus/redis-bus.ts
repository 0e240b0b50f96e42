import { randomBytes } from 'node:crypto';
import { malformed, type Bus, type BusCounts, type BusEvent, type BusListener, type Topic } from './bus.ts';
import { RedisConnection } from './redis-connection.ts';
import { decodeMessage, encodeEvent, encodeLoss } from './redis-event-codec.ts';
import { RedisPublisher, type PublisherLimits } from './redis-publisher.ts';
import { RedisSubscriptions } from './redis-subscriptions.ts';

export interface RedisBusOptions extends PublisherLimits {
  /** `redis://` or `rediss://`, Redis 7 and up or Valkey. */
  url: string;
  onError: (error: unknown) => void;
  /** Of this process; made up if left out. */
  nodeId?: string;
  /** In front of every channel: servers of different databases may share a Redis. */
  prefix?: string;
  /** The start waits this long for Redis, then goes on without it. */
  connectWithinMs?: number;
}

export interface RedisBus extends Bus {
  onEventsLost(handler: () => void): void;
  readonly counts: BusCounts;
}

/** While Redis is away whoever depends on its events looks into the database this often. */
const lostEveryMs = 1_000;
const flushBeforeCloseMs = 500;

/**
 * The bus of many nodes, over Redis' sharded pub/sub. Subscribers of the publishing node hear an event at once, without
 * Redis; what comes back of it is dropped by the sender's id.
 */
export async function createRedisBus(options: RedisBusOptions): Promise<RedisBus> {
  const { url, onError, nodeId = randomBytes(9).toString('base64url'), prefix = 'confab' } = options;
  const listening = new RedisConnection({ url, onError, name: `confab-listens-${nodeId}` });
  const publishing = new RedisConnection({ url, onError, name: `confab-publishes-${nodeId}` });
  const bus = new RedisPubSub({ listening, publishing, nodeId, prefix, ...options });
  try {
    const withinMs = options.connectWithinMs ?? 3_000;
    await Promise.all([listening.open(withinMs), publishing.open(withinMs)]);
  } catch (error) {
    await bus.close();
    throw error;
  }
  return bus;
}

interface PubSubParts extends PublisherLimits {
  listening: RedisConnection;
  publishing: RedisConnection;
  nodeId: string;
  prefix: string;
  onError: (error: unknown) => void;
}

class RedisPubSub implements RedisBus {
  readonly #parts: PubSubParts;
  readonly #publisher: RedisPublisher;
  readonly #subscriptions: RedisSubscriptions;
  readonly #handlers = new Map<string, Set<BusListener>>();
  readonly #lostHandlers = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #received = 0;
  #malformed = 0;

  constructor(parts: PubSubParts) {
    const { listening, publishing, onError } = parts;
    this.#parts = parts;
    this.#publisher = new RedisPublisher(publishing, parts);
    this.#subscriptions = new RedisSubscriptions(listening, onError);
    // Always: word of lost events comes there.
    void this.#subscriptions.add(this.#channel('nodes'));
    listening.client.on('smessage', (channel: string, payload: string) => this.#hear(channel, payload));
    listening.onReady(() => {
      this.#subscriptions.restore().then(() => this.#eventsLost(), onError);
    });
    this.#timer = setInterval(() => this.#lookForLoss(), lostEveryMs);
    this.#timer.unref();
  }

  get counts(): BusCounts {
    return {
      received: this.#received,
      malformed: this.#malformed,
      dropped: this.#publisher.dropped,
      topics: this.#subscriptions.size,
    };
  }

  publish(topic: Topic, event: BusEvent): void {
    const channel = this.#channel(topic);
    this.#deliver(channel, event);
    this.#publisher.send(channel, encodeEvent(this.#parts.nodeId, event));
  }

  async subscribe(topic: Topic, listener: BusListener): Promise<() => void> {
    const channel = this.#channel(topic);
    // A wrapper of its own for each call: the same function subscribed twice is heard twice.
    const entry: BusListener = (event) => listener(event);
    const entries = this.#handlers.get(channel) ?? new Set();
    this.#handlers.set(channel, entries.add(entry));
    await this.#subscriptions.add(channel);
    return () => {
      if (!entries.delete(entry) || entries.size > 0) return;
      this.#handlers.delete(channel);
      if (topic !== 'nodes') this.#subscriptions.remove(channel);
    };
  }

  onEventsLost(handler: () => void): void {
    this.#lostHandlers.add(handler);
  }

  async ping(timeoutMs: number): Promise<void> {
    await Promise.all([this.#parts.listening.ping(timeoutMs), this.#parts.publishing.ping(timeoutMs)]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, flushBeforeCloseMs).unref());
    await Promise.race([this.#publisher.flush(), timeout]);
    this.#handlers.clear();
    this.#lostHandlers.clear();
    this.#parts.listening.close();
    this.#parts.publishing.close();
  }

  #channel(topic: Topic): string {
    return `${this.#parts.prefix}:${topic}`;
  }

  #hear(channel: string, payload: string): void {
    this.#received += 1;
    const message = decodeMessage(payload);
    if (!message) this.#malformed += 1;
    else if (message.from === this.#parts.nodeId) return;
    else if (message.event) this.#malformed += this.#deliver(channel, message.event) ? 0 : 1;
    else this.#eventsLost();
  }

  /** Answers whether it made sense to all who heard it. */
  #deliver(channel: string, event: BusEvent): boolean {
    let madeSense = true;
    for (const listener of this.#handlers.get(channel) ?? []) {
      this.#run(() => {
        if (listener(event) === malformed) madeSense = false;
      });
    }
    return madeSense;
  }

  #lookForLoss(): void {
    const { listening, publishing, nodeId } = this.#parts;
    if (!listening.isReady) this.#eventsLost();
    if (publishing.isReady && this.#publisher.takeUntold() > 0) {
      this.#publisher.send(this.#channel('nodes'), encodeLoss(nodeId));
    }
  }

  #eventsLost(): void {
    for (const handler of this.#lostHandlers) this.#run(handler);
  }

  /** One that fails must not keep an event from the others. */
  #run(handler: () => void): void {
    try {
      handler();
    } catch (error) {
      this.#parts.onError(error);
    }
  }
}
