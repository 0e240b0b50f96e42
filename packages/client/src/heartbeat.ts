import { limits } from '@confab/protocol/limits';
import type { Clock } from './clock.ts';

export interface Heartbeat {
  /** Something came from the server. */
  heard(): void;
  /** Looks now: timers run late on a machine that slept. */
  check(): void;
  stop(): void;
}

/** Asks a silent server for a sign of life and finds a dead one within `heartbeatTimeoutMs` (D14). */
export function startHeartbeat(clock: Clock, actions: { ping: () => void; dead: () => void }): Heartbeat {
  let heardAt = clock.now();
  let pingedFor = -1;
  let cancel = schedule(limits.heartbeatIntervalMs);

  function schedule(afterMs: number): () => void {
    return clock.after(Math.max(0, afterMs), check);
  }

  function check(): void {
    cancel();
    const silentMs = clock.now() - heardAt;
    if (silentMs >= limits.heartbeatTimeoutMs) {
      actions.dead();
      return;
    }
    if (silentMs >= limits.heartbeatIntervalMs && pingedFor !== heardAt) {
      pingedFor = heardAt;
      actions.ping();
    }
    const dueMs = silentMs >= limits.heartbeatIntervalMs ? limits.heartbeatTimeoutMs : limits.heartbeatIntervalMs;
    cancel = schedule(dueMs - silentMs);
  }

  return {
    heard() {
      heardAt = clock.now();
    },
    check,
    stop: () => cancel(),
  };
}
