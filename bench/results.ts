import type { MachineFacts } from './measure/machine.ts';

/** What can be measured; NaN and absent both mean: not measured. */
export interface Figures {
  perSecond?: number;
  /** By so much of what it was without the work that is measured. */
  grownBy?: number;
  /** Its rate for the bare server's, in the same turn: the median. */
  ofBare?: number;
  /** Bytes of an index for each byte of text in it. */
  ofText?: number;
  /** Of the server, for each delivery, send, connection or request. */
  cpuMicros?: number;
  p50Ms?: number;
  p99Ms?: number;
  maxMs?: number;
  rssMb?: number;
  /** Memory of the process for each connection. */
  kbEach?: number;
  seconds?: number;
  /** The longest that the event loop was held up. */
  stallMs?: number;
  /** CPU of PostgreSQL and of Redis for one of the same, where a server stands on them. */
  postgresMicros?: number;
  redisMicros?: number;
  /** Of a page in a browser, since it was asked for: something is on the screen, what one came for, the app. */
  firstPaintMs?: number;
  readableMs?: number;
  usableMs?: number;
  /** Until it was readable: all requests, and those that had to wait for one another. */
  requests?: number;
  inARow?: number;
  /** Layout shift, as browsers score it. */
  shift?: number;
  /** JavaScript heap of a page in use, what it grew by, and the nodes in it. */
  heapMb?: number;
  grownMb?: number;
  nodes?: number;
}

/** One server doing one piece of work. */
export interface Row {
  scenario: string;
  /** What `perSecond` and `cpuMicros` count. */
  unit: string;
  subject: string;
  figures: Figures;
  notes: string[];
}

export const ourName = 'confab';

/** A target of the project and what was measured. */
export interface Check {
  target: string;
  limit: number;
  measured: number;
  /** `most`: the measured value may be at most the limit. */
  bound: 'least' | 'most';
  isMet: boolean;
}

export interface Results {
  machine: MachineFacts;
  settings: Record<string, unknown>;
  seconds: number;
  rows: Row[];
  checks: Check[];
  /** Peers that could not be run, and why. */
  absent: string[];
  /** Scenarios that could not be run, and why. */
  unmeasured: string[];
}
