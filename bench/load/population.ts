import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import type { ClientPlace } from './dialect.ts';
import type { FrameHandler } from './frame-reader.ts';
import { microsSinceMarker } from './marker.ts';
import { openAll } from './open-all.ts';
import { LoadSocket } from './socket.ts';
import type { ConnectArgs, ConnectResult, Counters } from './wire.ts';

export interface Reactions {
  onMessage?(index: number): void;
  onAck?(index: number): void;
}

/** The connections of one process of load, and what has arrived on them. */
export class Population {
  readonly sockets: LoadSocket[] = [];
  delivered = new Histogram();
  reactions: Reactions = {};
  readonly #counters: Counters = {
    messages: 0,
    paged: 0,
    acks: 0,
    others: 0,
    errors: 0,
    firstError: null,
    lost: 0,
    lastEnd: null,
    lastMessageMicros: 0,
    atMicros: 0,
  };
  #failures: string[] = [];
  #connected = 0;
  #isStamping = false;

  readCounters(): Counters {
    return { ...this.#counters, atMicros: monotonicMicros() };
  }

  async connect(args: ConnectArgs): Promise<ConnectResult> {
    const from = performance.now();
    await openAll(args.clients.length, args.concurrency, async (index) => {
      const place = args.clients[index];
      if (place) await this.#open(args, place);
    });
    const seconds = (performance.now() - from) / 1000;
    return { connected: this.#connected, seconds, failures: this.#failures.slice(0, 5) };
  }

  cut(): void {
    for (const socket of this.sockets) socket.cut();
    this.sockets.length = 0;
    this.#connected = 0;
    this.reactions = {};
  }

  #open(args: ConnectArgs, place: ClientPlace): Promise<void> {
    const index = this.sockets.length;
    return new Promise((resolve) => {
      this.sockets[index] = new LoadSocket(args, place, {
        onFrame: this.#countFrame(index, place.sampled),
        onReady: () => {
          this.#connected++;
          resolve();
        },
        onEnd: (reason) => {
          this.#failures.push(reason);
          this.#counters.lost++;
          this.#counters.lastEnd = reason;
          resolve();
        },
      });
    });
  }

  #countFrame(index: number, isSampled: boolean): FrameHandler {
    const counters = this.#counters;
    return (_opcode, bytes, start, end) => {
      if (!this.sockets[index]?.isMessage(bytes, start)) {
        this.#countOther(index, bytes.subarray(start, end));
        return;
      }
      counters.messages++;
      if (!this.#isStamping) this.#stampAtEndOfTurn();
      if (isSampled) this.#sample(bytes, start, end);
      this.reactions.onMessage?.(index);
    };
  }

  /** Once for all messages of a turn: asking the clock for each of millions would be the load's main work. */
  #stampAtEndOfTurn(): void {
    this.#isStamping = true;
    setImmediate(() => {
      this.#isStamping = false;
      this.#counters.lastMessageMicros = monotonicMicros();
    });
  }

  #sample(bytes: Buffer, start: number, end: number): void {
    const micros = microsSinceMarker(bytes, start, end);
    if (!Number.isNaN(micros)) this.delivered.record(micros);
  }

  #countOther(index: number, payload: Buffer): void {
    const counters = this.#counters;
    if (payload.indexOf('{"type":"ack"') === 0) {
      counters.acks++;
      this.reactions.onAck?.(index);
    } else if (payload.indexOf('{"type":"error"') === 0) {
      counters.errors++;
      counters.firstError ??= payload.toString('utf8', 0, 300);
      this.reactions.onAck?.(index);
    } else if (payload.indexOf('{"type":"changes"') === 0) this.#countPage(payload.toString());
    else counters.others++;
  }

  /** Rare: nothing here is long enough to be caught up from pages but after a gap. */
  #countPage(text: string): void {
    const messages = text.split('"clientId":').length - 1;
    this.#counters.messages += messages;
    this.#counters.paged += messages;
    if (!this.#isStamping) this.#stampAtEndOfTurn();
  }
}
