import type { Command } from '@confab/protocol';
import type { Clock } from './clock.ts';

/** Commands that a connection may say: so many at once after a rest, then so many a second. */
export interface CommandRate {
  perSecond: number;
  burst: number;
}

export interface CommandPacerOptions {
  clock: Clock;
  transmit: (command: Command) => boolean;
  /** There is room for a send again. */
  whenFree: () => void;
}

export type CommandPacer = ReturnType<typeof createCommandPacer>;

/** What servers allow that do not say so in `welcome`. */
const usualRate: CommandRate = { perSecond: 40, burst: 200 };
/** The rest is for pings, and for clocks that differ. */
const usedShare = 0.9;
/** A refusal that asks for longer is about the command that was refused, not about the connection. */
const longestHoldMs = 5_000;

/**
 * Keeps what one connection says below the server's rate: a token bucket like the server's own, a little smaller. What does not go
 * out at once waits here, the last word on each thing only, so that the queue is bounded by what the client looks at.
 * Sends wait in the outbox, and ask with `take`.
 */
export function createCommandPacer({ clock, transmit, whenFree }: CommandPacerOptions) {
  const waiting = new Map<string, Command>();
  let rate = usualRate;
  let tokens = 0;
  /** In the future after a refusal: nothing goes out until then. */
  let filledAt = 0;
  let isBegun = false;
  /** Of the cheapest send that waits, 0 for none. */
  let waitingCost = 0;
  let cancelTimer: (() => void) | null = null;

  function fill(): void {
    const now = clock.elapsed();
    if (now > filledAt) {
      tokens = Math.min(rate.burst * usedShare, tokens + ((now - filledAt) / 1_000) * rate.perSecond * usedShare);
      filledAt = now;
    }
  }

  function takeToken(cost = 1): boolean {
    fill();
    if (!isBegun || tokens < cost || clock.elapsed() < filledAt) return false;
    tokens -= cost;
    return true;
  }

  function schedule(): void {
    if (cancelTimer || !isBegun || (waiting.size === 0 && waitingCost === 0)) return;
    const wanted = waiting.size > 0 ? 1 : waitingCost;
    const lackMs = ((wanted - tokens) / (rate.perSecond * usedShare)) * 1_000;
    // Rounded up, or the timer comes a moment too early and there is none.
    cancelTimer = clock.after(Math.ceil(Math.max(lackMs, 0) + Math.max(0, filledAt - clock.elapsed())), drain);
  }

  function drain(): void {
    cancelTimer = null;
    for (const [thing, command] of waiting) {
      if (!takeToken()) break;
      waiting.delete(thing);
      transmit(command);
    }
    if (waiting.size === 0 && waitingCost > 0) {
      waitingCost = 0;
      whenFree();
    }
    schedule();
  }

  function end(): void {
    isBegun = false;
    waitingCost = 0;
    waiting.clear();
    cancelTimer?.();
    cancelTimer = null;
  }

  return {
    /** A new connection: nothing was said on it. */
    begin(announced: CommandRate | undefined): void {
      end();
      rate = announced ?? usualRate;
      tokens = Math.max(1, rate.burst * usedShare);
      filledAt = clock.elapsed();
      isBegun = true;
    },
    end,
    /** Whether a send, as dear as so many commands, may go out now; otherwise `whenFree` tells when to ask again. */
    take(cost = 1): boolean {
      // More than there ever is would wait for ever.
      const payable = Math.max(1, Math.min(cost, Math.floor(rate.burst * usedShare)));
      // What waits here was said before.
      if (waiting.size === 0 && takeToken(payable)) return true;
      waitingCost = waitingCost === 0 ? payable : Math.min(waitingCost, payable);
      schedule();
      return false;
    },
    /** Says a command now or soon. A newer one about the same thing takes its place. */
    say(command: Command): void {
      if (!isBegun) return;
      const thing = thingOf(command);
      if (thing === null) {
        // Of use now or never.
        if (takeToken() || isVital(command)) transmit(command);
        return;
      }
      waiting.delete(thing);
      waiting.set(thing, command);
      if (!cancelTimer) drain();
    },
    /** The server had enough for now. */
    holdOff(ms: number): void {
      fill();
      // What the server said is when it takes one more.
      tokens = 1;
      filledAt = Math.max(filledAt, clock.elapsed() + Math.min(ms, longestHoldMs));
      cancelTimer?.();
      cancelTimer = null;
      schedule();
    },
  };
}

/** What a command is about: the last word on it counts. Null for what does not wait. */
function thingOf(command: Command): string | null {
  switch (command.type) {
    case 'open':
    case 'close':
      return `open ${command.chatId}`;
    case 'read':
      return `read ${command.chatId}`;
    case 'watch-presence':
      return 'presence';
    default:
      return null;
  }
}

/** Without it the connection does not live. */
function isVital(command: Command): boolean {
  return command.type === 'resume' || command.type === 'ping';
}
