/** The sending half of a socket, as a connection needs it. The simulation has one of its own. */
export interface Transport {
  /** Whole frames only. Never blocks: what the peer does not take is queued and counted in `queuedBytes`. */
  write(frames: Buffer): void;
  /** Bytes accepted by `write` that have not left this process. */
  readonly queuedBytes: number;
  /** Bytes that have left this process, ever: a queue that stays while this stands still is stuck. */
  readonly sentBytes: number;
  /** Stops taking frames in; the peer feels it through TCP. */
  pauseReading(): void;
  resumeReading(): void;
  /** Asks the peer for a sign of life (a WebSocket ping). */
  ping(): void;
  /** Sends a close frame after what is queued, and gives the peer a moment to answer; to one that is not listened to less. */
  close(code: number, reason: string, options: { listens: boolean }): void;
  /** Cuts it off at once. */
  terminate(): void;
}
