import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { WebSocket as ServerWebSocket } from 'ws';
import { FrameReader } from './frame-reader.ts';
import type { SimSurroundings } from './sim-surroundings.ts';

type ToServer = { text: string } | { pong: true } | { close: true };

/** What the client's end of a link hears. */
export interface LinkListener {
  opened(): void;
  received(text: string): void;
  closed(code: number): void;
}

/**
 * One connection: the client's end, the bytes under way, and at the server's end what the session code expects of `ws` and
 * of a TCP socket. Bytes arrive in pieces; a cut loses what is under way in both directions.
 */
export class SimLink {
  readonly #world: SimSurroundings;
  readonly #listener: LinkListener;
  readonly #reader = new FrameReader();
  readonly #socket = new EventEmitter();
  readonly #webSocket = new EventEmitter();
  #down: Buffer[] = [];
  #downBytes = 0;
  #writtenBytes = 0;
  #needsDrain = false;
  #closeCode: number | null = null;
  #downScheduled = false;
  #up: ToServer[] = [];
  #upScheduled = false;
  #paused = false;
  #stalledUntil = 0;
  #isSilent = false;
  #clientOver = false;
  #serverOver = false;

  constructor(world: SimSurroundings, listener: LinkListener) {
    this.#world = world;
    this.#listener = listener;
  }

  get isOver(): boolean {
    return this.#clientOver && this.#serverOver;
  }

  /** The upgrade has been answered: hands out the server's end. */
  accept(): { webSocket: ServerWebSocket; socket: Socket } {
    const socket = Object.assign(this.#socket, { setNoDelay() {}, write: (bytes: Buffer) => this.#write(bytes) });
    Object.defineProperties(socket, {
      writable: { get: () => !this.#serverOver },
      writableLength: { get: () => this.#downBytes },
      bytesWritten: { get: () => this.#writtenBytes },
    });
    const webSocket = Object.assign(this.#webSocket, {
      OPEN: 1,
      extensions: '',
      CLOSING: 2,
      pause: () => void (this.#paused = true),
      resume: () => this.#resume(),
      ping: () => this.#ping(),
      close: (code: number) => this.#closeByServer(code),
      terminate: () => this.#terminate(),
    });
    Object.defineProperty(webSocket, 'readyState', { get: () => (this.#serverOver ? 3 : 1) });
    // The answer to the upgrade goes first, the frames after it.
    this.#downScheduled = true;
    this.#later(() => {
      this.#downScheduled = false;
      if (!this.#clientOver) this.#listener.opened();
      this.#passDown();
    });
    // The session uses these few members of both.
    return { webSocket: webSocket as unknown as ServerWebSocket, socket: socket as unknown as Socket };
  }

  refuse(): void {
    this.#serverOver = true;
    this.#endClient(1006);
  }

  // The client's end.

  send(text: string): void {
    if (!this.#clientOver) this.#pushUp({ text });
  }

  closeByClient(): void {
    if (this.#clientOver) return;
    this.#clientOver = true;
    this.#pushUp({ close: true });
  }

  // What happens to it.

  /** The connection breaks; both ends hear of it. */
  cut(): void {
    this.#drop();
    this.#endClient(1006);
    this.#endServer(1006);
  }

  /** The connection breaks and nobody hears of it, as when a cable is pulled. */
  silence(): void {
    this.#isSilent = true;
    this.#drop();
  }

  /** The client takes nothing for a while. */
  stall(durationMs: number): void {
    this.#stalledUntil = this.#world.time.now() + durationMs;
  }

  // The server's end.

  #write(bytes: Buffer): boolean {
    if (this.#serverOver) return false;
    this.#writtenBytes += bytes.length;
    this.#downBytes += bytes.length;
    this.#down.push(bytes);
    this.#scheduleDown();
    this.#needsDrain ||= this.#downBytes >= this.#world.highWaterMark;
    return !this.#needsDrain;
  }

  #scheduleDown(): void {
    if (this.#downScheduled || this.#isSilent) return;
    this.#downScheduled = true;
    const { time, random, faults } = this.#world;
    const stallMs = Math.max(0, this.#stalledUntil - time.now());
    time.after(stallMs + random.between(0.1, 0.1 + faults.latencyMs), () => {
      this.#downScheduled = false;
      this.#passDown();
    });
  }

  #passDown(): void {
    if (this.#clientOver || this.#isSilent) return;
    const { random, time } = this.#world;
    if (this.#stalledUntil > time.now()) return this.#scheduleDown();
    const waiting = Buffer.concat(this.#down);
    const count = random.chance(0.8) ? waiting.length : random.int(0, waiting.length);
    this.#down = count < waiting.length ? [waiting.subarray(count)] : [];
    this.#downBytes = waiting.length - count;
    if (this.#downBytes > 0 || this.#closeCode !== null) this.#scheduleDown();
    if (this.#downBytes === 0 && this.#needsDrain) {
      this.#needsDrain = false;
      this.#later(() => void this.#socket.emit('drain'));
    }
    for (const text of this.#reader.push(waiting.subarray(0, count))) {
      if (!this.#clientOver) this.#listener.received(text);
    }
    if (count === 0 && this.#downBytes === 0 && this.#closeCode !== null) this.#deliverClose(this.#closeCode);
  }

  #deliverClose(code: number): void {
    this.#endClient(code);
    this.#endServer(code);
  }

  #ping(): void {
    if (!this.#isSilent && !this.#clientOver) this.#pushUp({ pong: true });
  }

  #closeByServer(code: number): void {
    if (this.#serverOver || this.#closeCode !== null) return;
    this.#closeCode = code;
    this.#scheduleDown();
    // `ws` waits this long for the other side's close frame.
    this.#world.time.after(30_000, () => this.#terminate());
  }

  #terminate(): void {
    this.#drop();
    if (!this.#isSilent) this.#endClient(1006);
    this.#endServer(1006);
  }

  #pushUp(item: ToServer): void {
    this.#up.push(item);
    this.#scheduleUp();
  }

  #scheduleUp(): void {
    if (this.#upScheduled || this.#paused || this.#isSilent) return;
    this.#upScheduled = true;
    const { time, random, faults } = this.#world;
    time.after(random.between(0.1, 0.1 + faults.latencyMs), () => {
      this.#upScheduled = false;
      this.#passUp();
    });
  }

  #passUp(): void {
    while (this.#up.length > 0 && !this.#paused && !this.#serverOver && !this.#isSilent) {
      const item = this.#up.shift();
      if (!item) return;
      if ('text' in item) this.#webSocket.emit('message', Buffer.from(item.text), false);
      else if ('pong' in item) this.#webSocket.emit('pong');
      else this.#endServer(1000);
    }
  }

  #resume(): void {
    this.#paused = false;
    if (this.#up.length > 0) this.#scheduleUp();
  }

  #drop(): void {
    this.#down = [];
    this.#up = [];
  }

  #endClient(code: number): void {
    if (this.#clientOver) return;
    this.#clientOver = true;
    this.#later(() => this.#listener.closed(code));
  }

  #endServer(code: number): void {
    if (this.#serverOver) return;
    this.#serverOver = true;
    this.#downBytes = 0;
    this.#later(() => void this.#webSocket.emit('close', code));
  }

  #later(run: () => void): void {
    const { time, random, faults } = this.#world;
    time.after(random.between(0.1, 0.1 + faults.latencyMs), run);
  }
}
