import type { Command, ServerEvent } from '@confab/protocol';
import { closeCodes, reconnectPolicy } from '@confab/protocol/close-codes';
import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import type { ConnectionState, ConnectionStatus } from './state.ts';

export interface ConnectionOptions {
  /** Where to connect, asked for before every try. Rejects with `unauthenticated` where one must log in first. */
  findUrl: () => Promise<string>;
  /** After a try that was refused: the reason is hidden from a browser. Rejects as `findUrl` does. */
  checkSession: () => Promise<unknown>;
  WebSocket: typeof WebSocket;
  clock: Clock;
  random: () => number;
  onEvent: (event: ServerEvent) => void;
  onState: (state: ConnectionState) => void;
}

export interface Connection {
  /** Connects now, if it is not connected or connecting. */
  start(): void;
  stop(): void;
  /** The stream has a hole: drop it and resume on a new socket. */
  restart(): void;
  /** The network or the page came back: tries now, or looks whether the peer is alive. */
  wake(): void;
  /** Everything was caught up: from here on it counts as live. */
  becameLive(): void;
  /** The session is another person's. */
  leaveToOther(): void;
  /** False where nothing is connected; nothing is kept for later. */
  send(command: Command): boolean;
}

/** A server that restarts is back within seconds, and people wait for it; one that is gone for long is left in peace. */
const backoff = { baseMs: 250, capMs: 5_000, laterCapMs: 30_000, laterAfterMs: 60_000 } as const;
/** A connection that lived this long was a good one: the next failure begins the backoff anew. */
const steadyAfterMs = 1_000;
/** A try that was not welcomed by then has failed. */
const welcomeTimeoutMs = 10_000;

/** Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): clients of one failure come back spread out (D18). */
export function backoffMs(tries: number, outageMs: number, random: () => number): number {
  const capMs = outageMs < backoff.laterAfterMs ? backoff.capMs : backoff.laterCapMs;
  return random() * Math.min(capMs, backoff.baseMs * 2 ** tries);
}

/** Keeps one socket to the server: opens it, finds it dead, opens the next. Knows nothing of what is said on it. */
export function createConnection(options: ConnectionOptions): Connection {
  const { clock, random } = options;
  let current: Attempt | null = null;
  let status: ConnectionStatus = 'offline';
  let cancelRetry = noop;
  let cancelDrain = noop;
  let drainAt: number | null = null;
  let tries = 0;
  let since = clock.now();

  function become(next: ConnectionStatus, retryAt: number | null = null): void {
    const wasUp = status !== 'connecting' && status !== 'offline';
    const isUp = next !== 'connecting' && next !== 'offline';
    if (next !== status && (wasUp || isUp)) since = clock.now();
    status = next;
    options.onState({ status, since, retryAt });
  }

  function outageMs(): number {
    return status === 'live' ? 0 : clock.now() - since;
  }

  function open(): void {
    cancelRetry();
    drop();
    become('connecting');
    const attempt = new Attempt(options, {
      event: (event) => {
        if (current === attempt) receive(event);
      },
      ended: (end) => {
        if (current === attempt) ended(attempt, end);
      },
    });
    current = attempt;
    attempt.open();
  }

  function receive(event: ServerEvent): void {
    if (event.type === 'draining') drain(event.reconnectInMs);
    options.onEvent(event);
  }

  function ended(attempt: Attempt, end: AttemptEnd): void {
    current = null;
    cancelDrain();
    if (end === 'signed-out' || end === 'other-user') become(end);
    else if (end === 'for-good') become('offline');
    else scheduleRetry(attempt);
  }

  function scheduleRetry(attempt: Attempt): void {
    if (attempt.livedMs() >= steadyAfterMs) tries = 0;
    // A drain was announced with a time of its own, which spreads the clients already.
    const drainMs = drainAt === null ? 0 : drainAt - clock.now();
    drainAt = null;
    const delayMs = Math.max(drainMs, backoffMs(tries, outageMs(), random));
    tries += 1;
    cancelRetry = clock.after(delayMs, open);
    become('offline', clock.now() + delayMs);
  }

  function drain(reconnectInMs: number): void {
    cancelDrain();
    drainAt = clock.now() + reconnectInMs;
    cancelDrain = clock.after(reconnectInMs, () => {
      drainAt = null;
      open();
    });
  }

  function drop(): void {
    const attempt = current;
    current = null;
    cancelDrain();
    attempt?.close();
  }

  return {
    start() {
      if (current) return;
      if (status !== 'live') since = clock.now();
      tries = 0;
      open();
    },
    stop() {
      cancelRetry();
      drop();
      if (status !== 'signed-out' && status !== 'other-user') become('offline');
    },
    restart() {
      const attempt = current;
      drop();
      if (attempt) scheduleRetry(attempt);
    },
    wake() {
      if (current) current.wake();
      else if (status === 'offline') open();
    },
    leaveToOther() {
      cancelRetry();
      drop();
      become('other-user');
    },
    becameLive() {
      current?.markLive();
      become('live');
    },
    send: (command) => current?.send(command) ?? false,
  };
}

interface AttemptOwner {
  event: (event: ServerEvent) => void;
  ended: (end: AttemptEnd) => void;
}

type AttemptEnd = 'lost' | 'for-good' | 'signed-out' | 'other-user';

/** One socket, from the first thought of it to its end, which is told once. */
class Attempt {
  readonly #options: ConnectionOptions;
  readonly #on: AttemptOwner;
  #socket: WebSocket | null = null;
  #heartbeat: Heartbeat | null = null;
  #cancelDeadline = noop;
  #isOver = false;
  #isWelcome = false;
  #liveAt: number | null = null;

  constructor(options: ConnectionOptions, on: AttemptOwner) {
    this.#options = options;
    this.#on = on;
  }

  open(): void {
    this.#cancelDeadline = this.#options.clock.after(welcomeTimeoutMs, () => this.#end('lost'));
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
    this.#heartbeat?.check();
  }

  markLive(): void {
    this.#liveAt = this.#options.clock.now();
  }

  livedMs(): number {
    return this.#liveAt === null ? 0 : this.#options.clock.now() - this.#liveAt;
  }

  /** Ends without a word to the owner. */
  close(): void {
    this.#release();
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
      dead: () => this.#end('lost'),
    });
  }

  #receive(data: unknown): void {
    if (this.#isOver || typeof data !== 'string') return;
    this.#heartbeat?.heard();
    const event = parseEvent(data);
    if (!event) {
      this.#end('lost');
      return;
    }
    if (event.type === 'welcome') {
      this.#isWelcome = true;
      this.#cancelDeadline();
    }
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
  const policy = reconnectPolicy(code);
  return policy === 'after-login' ? 'signed-out' : policy === 'never' ? 'for-good' : 'lost';
}

function endBy(error: unknown): AttemptEnd {
  if (!(error instanceof ApiError)) return 'lost';
  if (error.code === 'other-user') return 'other-user';
  return error.code === 'unauthenticated' ? 'signed-out' : 'lost';
}

function noop(): void {}
