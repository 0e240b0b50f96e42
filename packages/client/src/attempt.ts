import type { Command, ServerEvent } from '@confab/protocol';
import { closeCodes, reconnectPolicy } from '@confab/protocol/close-codes';
import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';

export interface AttemptOptions {
  /** Where to connect, asked for before every try. Rejects with `unauthenticated` where one must log in first. */
  findUrl: () => Promise<string>;
  /** After a try that was refused: the reason is hidden from a browser. Rejects as `findUrl` does. */
  checkSession: () => Promise<unknown>;
  WebSocket: typeof WebSocket;
  clock: Clock;
}

/** A try that was not welcomed by then has failed. */
const welcomeTimeoutMs = 10_000;
/** A catch-up that brought nothing for so long has come to a stand. */
const catchUpStallMs = 60_000;
/** A server that closed for too much asks for some peace. */
const floodPauseMs = 5_000;

export interface AttemptOwner {
  event: (event: ServerEvent) => void;
  ended: (end: AttemptEnd) => void;
}

export interface AttemptEnd {
  /** `for-good`: a fault of ours that another try would repeat. */
  why: 'lost' | 'too-large' | 'for-good' | 'signed-out' | 'other-user';
  /** The server wants at least this long to pass before another try. */
  askedMs: number;
}

const lost: AttemptEnd = { why: 'lost', askedMs: 0 };

/** One socket, from the first thought of it to its end, which is told once. */
export class Attempt {
  readonly #options: AttemptOptions;
  readonly #on: AttemptOwner;
  #socket: WebSocket | null = null;
  #heartbeat: Heartbeat | null = null;
  #cancelDeadline = noop;
  #isOver = false;
  #isWelcome = false;
  #liveAt: number | null = null;

  constructor(options: AttemptOptions, on: AttemptOwner) {
    this.#options = options;
    this.#on = on;
  }

  open(): void {
    this.#expect(welcomeTimeoutMs);
    this.#options.findUrl().then(
      (url) => this.#connect(url),
      (error: unknown) => this.#end(endBy(error)),
    );
  }

  send(command: Command): boolean {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  wake(): void {
    this.#heartbeat?.wake();
  }

  markLive(): void {
    this.#cancelDeadline();
    this.#liveAt ??= this.#options.clock.elapsed();
  }

  livedMs(): number {
    return this.#liveAt === null ? 0 : this.#options.clock.elapsed() - this.#liveAt;
  }

  /** Ends without a word to the owner. */
  close(): void {
    this.#release();
  }

  /** Lost, if it gets no further within this time. */
  #expect(withinMs: number): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#options.clock.after(withinMs, () => this.#end(lost));
  }

  #connect(url: string): void {
    if (this.#isOver) return;
    const socket = new this.#options.WebSocket(url);
    this.#socket = socket;
    socket.addEventListener('open', () => this.#startHeartbeat());
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('close', ({ code }) => this.#closed(code));
    // The close that follows every error says all there is to know.
    socket.addEventListener('error', noop);
  }

  #startHeartbeat(): void {
    if (this.#isOver) return;
    this.#heartbeat = startHeartbeat(this.#options.clock, {
      ping: () => this.send({ type: 'ping' }),
      dead: () => this.#end(lost),
    });
  }

  #receive(data: unknown): void {
    if (this.#isOver || typeof data !== 'string') return;
    this.#heartbeat?.heard();
    const event = parseEvent(data);
    if (!event) {
      this.#end(lost);
      return;
    }
    if (event.type === 'welcome') this.#isWelcome = true;
    if (this.#isWelcome && this.#liveAt === null && event.type !== 'pong') this.#expect(catchUpStallMs);
    this.#on.event(event);
  }

  #closed(code: number): void {
    if (this.#isOver) return;
    if (this.#isWelcome) this.#end(endOf(code));
    else this.#findReason(code);
  }

  /** The socket was refused: another try does not help where the session has ended, or is another person's. */
  #findReason(code: number): void {
    this.#options.checkSession().then(
      () => this.#end(endOf(code)),
      (error: unknown) => this.#end(endBy(error)),
    );
  }

  #end(end: AttemptEnd): void {
    if (this.#isOver) return;
    this.#release();
    this.#on.ended(end);
  }

  #release(): void {
    this.#isOver = true;
    this.#cancelDeadline();
    this.#heartbeat?.stop();
    this.#socket?.close(closeCodes.normal.code);
    this.#socket = null;
  }
}

/** The own server's frames are not checked again; text that is no JSON did not come from it. */
function parseEvent(data: string): ServerEvent | null {
  try {
    return JSON.parse(data) as ServerEvent;
  } catch {
    return null;
  }
}

function endOf(code: number): AttemptEnd {
  if (code === closeCodes.tooBig.code) return { why: 'too-large', askedMs: 0 };
  if (code === closeCodes.flood.code) return { why: 'lost', askedMs: floodPauseMs };
  const policy = reconnectPolicy(code);
  return { why: policy === 'after-login' ? 'signed-out' : policy === 'never' ? 'for-good' : 'lost', askedMs: 0 };
}

function endBy(error: unknown): AttemptEnd {
  if (!(error instanceof ApiError)) return lost;
  const askedMs = error.retryAfterMs ?? 0;
  if (error.code === 'other-user') return { why: 'other-user', askedMs };
  return { why: error.code === 'unauthenticated' ? 'signed-out' : 'lost', askedMs };
}

function noop(): void {}
