import { randomUUID } from 'node:crypto';
import { backoffMs } from '../../packages/client/src/reconnect-delay.ts';
import { serverEventSchema, type ServerEvent } from '../../packages/protocol/src/index.ts';
import { monotonicMicros } from '../measure/clock.ts';
import type { ClientPlace } from './dialect.ts';
import { Positions } from './positions.ts';
import { LoadSocket } from './socket.ts';

interface Unsent {
  chatId: string;
  clientId: string;
  content: string;
}

/** As in the SDK: a connection that was live for so long begins the backoff anew. */
const steadyAfterMicros = 1_000_000;
const refusedAgainAfterMs = 250;

/**
 * A client that keeps its place: it comes back by itself with the SDK's own backoff, resumes where it was, and sends
 * again what was not acknowledged (D15, D17, D18).
 */
export class ResumingClient {
  readonly positions: Positions;
  /** When it was last told that it has everything; NaN while it is not live. */
  liveAtMicros = Number.NaN;
  reconnects = 0;
  refused = 0;
  readonly #place: ClientPlace;
  readonly #ports: readonly number[];
  readonly #onLive: () => void;
  readonly #outbox: Unsent[] = [];
  #socket: LoadSocket | null = null;
  #tries = 0;
  #lostAtMicros = 0;

  /** `ports`: as a load balancer does, each try goes to the first node that does not refuse. */
  constructor(place: ClientPlace, ports: readonly number[], onLive: () => void) {
    this.#place = place;
    this.#ports = ports;
    this.#onLive = onLive;
    this.positions = new Positions(place.cursors);
    this.#open();
  }

  get isLive(): boolean {
    return !Number.isNaN(this.liveAtMicros);
  }

  get unacknowledged(): number {
    return this.#outbox.length;
  }

  say(chatId: string, content: string): void {
    const unsent = { chatId, clientId: randomUUID(), content };
    this.#outbox.push(unsent);
    if (this.isLive) this.#transmit(unsent);
  }

  #open(portIndex = 0): void {
    const port = this.#ports[portIndex] ?? 0;
    this.#socket = new LoadSocket({ port, dialect: 'confab' }, this.#place, {
      onFrame: (_opcode, bytes, start, end) => this.#take(bytes.toString('utf8', start, end)),
      onReady: () => this.#becomeLive(),
      onEnd: (reason) => {
        if (reason.includes('ECONNREFUSED') && portIndex + 1 < this.#ports.length) this.#open(portIndex + 1);
        else this.#comeBackLater();
      },
    });
  }

  #becomeLive(): void {
    this.liveAtMicros = monotonicMicros();
    for (const unsent of this.#outbox) this.#transmit(unsent);
    this.#onLive();
  }

  #comeBackLater(): void {
    const now = monotonicMicros();
    if (this.isLive) {
      this.#lostAtMicros = now;
      this.reconnects++;
      if (now - this.liveAtMicros >= steadyAfterMicros) this.#tries = 0;
    }
    this.liveAtMicros = Number.NaN;
    const outageMs = (now - this.#lostAtMicros) / 1000;
    setTimeout(() => this.#open(), backoffMs(this.#tries++, outageMs, Math.random));
  }

  #take(text: string): void {
    const event: ServerEvent = serverEventSchema.parse(JSON.parse(text));
    this.positions.take(event);
    if (event.type === 'ack') this.#settle(event.clientId);
    else if (event.type === 'error') this.#sendAgain(event.clientId);
  }

  #settle(clientId: string): void {
    const place = this.#outbox.findIndex((unsent) => unsent.clientId === clientId);
    if (place >= 0) this.#outbox.splice(place, 1);
  }

  #sendAgain(clientId: string | undefined): void {
    this.refused++;
    setTimeout(() => {
      const unsent = this.#outbox.find((waiting) => waiting.clientId === clientId);
      if (unsent && this.isLive) this.#transmit(unsent);
    }, refusedAgainAfterMs);
  }

  #transmit({ chatId, clientId, content }: Unsent): void {
    this.#socket?.send(JSON.stringify({ type: 'send', chatId, clientId, content }));
  }
}
