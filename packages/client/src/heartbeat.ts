import { limits } from '@confab/protocol/limits';
import type { Clock } from './clock.ts';

export interface Heartbeat {
  /** Something came from the server. */
  heard(): void;
  /** The machine may have slept, with the clock standing still: asks for a sign of life that must come soon. */
  wake(): void;
  stop(): void;
}

/** Of a server that was there before a sleep. Longer than a slow network takes, shorter than a person waits. */
const wakeAnswerMs = 5_000;

/** Asks a silent server for a sign of life and finds a dead one within `heartbeatTimeoutMs` (D14). */
export function startHeartbeat(clock: Clock, actions: { ping: () => void; dead: () => void }): Heartbeat {
  let heardAt = clock.elapsed();
  let heardCount = 0;
  let pingedFor = -1;
  let cancelWake: (() => void) | null = null;
  let cancel = schedule(limits.heartbeatIntervalMs);

  function schedule(afterMs: number): () => void {
    return clock.after(Math.max(0, afterMs), check);
  }

  function check(): void {
    cancel();
    const silentMs = clock.elapsed() - heardAt;
    if (silentMs >= limits.heartbeatTimeoutMs) {
      actions.dead();
      return;
    }
    if (silentMs >= limits.heartbeatIntervalMs && pingedFor !== heardCount) ping();
    const dueMs = silentMs >= limits.heartbeatIntervalMs ? limits.heartbeatTimeoutMs : limits.heartbeatIntervalMs;
    cancel = schedule(dueMs - silentMs);
  }

  function ping(): void {
    pingedFor = heardCount;
    actions.ping();
  }

  return {
    heard() {
      heardAt = clock.elapsed();
      heardCount += 1;
    },
    wake() {
      if (cancelWake) return;
      const countBefore = heardCount;
      ping();
      cancelWake = clock.after(wakeAnswerMs, () => {
        cancelWake = null;
        if (heardCount === countBefore) actions.dead();
      });
    },
    stop() {
      cancel();
      cancelWake?.();
    },
  };
}
