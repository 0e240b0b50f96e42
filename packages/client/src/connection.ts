import type { Command, ServerEvent } from '@confab/protocol';
import { Attempt, type AttemptEnd, type AttemptOptions } from './attempt.ts';
import { createReconnectDelay } from './reconnect-delay.ts';
import type { ConnectionState, ConnectionStatus } from './state.ts';

export interface ConnectionOptions extends AttemptOptions {
  random: () => number;
  onEvent: (event: ServerEvent) => void;
  onState: (state: ConnectionState) => void;
  /** A frame of ours was too large for the server. Answers whether it will not be sent again. */
  onTooLarge: () => boolean;
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

/** Keeps one socket to the server: opens it, finds it dead, opens the next. Knows nothing of what is said on it. */
export function createConnection(options: ConnectionOptions): Connection {
  const { clock } = options;
  const delay = createReconnectDelay(options);
  let current: Attempt | null = null;
  let status: ConnectionStatus = 'offline';
  let cancelRetry = noop;
  let cancelDrain = noop;
  let drainAt: number | null = null;
  let since = clock.now();

  function become(next: ConnectionStatus, retryAt: number | null = null): void {
    const wasUp = status !== 'connecting' && status !== 'offline';
    const isUp = next !== 'connecting' && next !== 'offline';
    if (next !== status && (wasUp || isUp)) since = clock.now();
    status = next;
    options.onState({ status, since, retryAt });
  }

  function open(): void {
    cancelRetry();
    drop();
    become('connecting');
    const attempt = new Attempt(options, {
      event: (event) => {
        if (current === attempt) receive(attempt, event);
      },
      ended: (end) => {
        if (current === attempt) ended(attempt, end);
      },
    });
    current = attempt;
    attempt.open();
  }

  function receive(attempt: Attempt, event: ServerEvent): void {
    if (event.type === 'draining') drain(attempt, event.reconnectInMs);
    options.onEvent(event);
  }

  function ended(attempt: Attempt, end: AttemptEnd): void {
    current = null;
    cancelDrain();
    if (end.why === 'signed-out' || end.why === 'other-user') become(end.why);
    else if (end.why === 'lost' || (end.why === 'too-large' && options.onTooLarge()))
      scheduleRetry(attempt, end.askedMs);
    else become('offline');
    drainAt = null;
  }

  function scheduleRetry(attempt: Attempt, askedMs: number): void {
    const left = drainAt === null ? null : Math.max(0, drainAt - clock.elapsed());
    // A drain was announced with a time of its own, which spreads the clients already.
    retryIn(left ?? delay.next({ livedMs: attempt.livedMs(), askedMs }));
  }

  function retryIn(delayMs: number): void {
    cancelRetry();
    cancelRetry = clock.after(delayMs, open);
    become('offline', clock.now() + delayMs);
  }

  /** The first word counts: a server that repeats it neither hurries nor keeps anybody. */
  function drain(attempt: Attempt, reconnectInMs: number): void {
    if (drainAt !== null) return;
    const delayMs = delay.next({ livedMs: attempt.livedMs(), askedMs: reconnectInMs });
    drainAt = clock.elapsed() + delayMs;
    cancelDrain = clock.after(delayMs, () => {
      drainAt = null;
      open();
    });
  }

  function drop(): void {
    const attempt = current;
    current = null;
    cancelDrain();
    drainAt = null;
    attempt?.close();
  }

  return {
    start() {
      if (current) return;
      if (status !== 'live') since = clock.now();
      delay.forget();
      const askedLeftMs = delay.askedLeftMs();
      if (askedLeftMs > 0) retryIn(askedLeftMs);
      else open();
    },
    stop() {
      cancelRetry();
      drop();
      if (status !== 'signed-out' && status !== 'other-user') become('offline');
    },
    restart() {
      const attempt = current;
      if (!attempt) return;
      const leftBy = drainAt;
      drop();
      drainAt = leftBy;
      scheduleRetry(attempt, 0);
      drainAt = null;
    },
    wake() {
      if (current) current.wake();
      else if (status === 'offline' && delay.askedLeftMs() === 0) open();
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

function noop(): void {}
