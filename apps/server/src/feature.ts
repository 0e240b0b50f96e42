import type { Routes } from './http/index.ts';
import type { JobKind } from './jobs/index.ts';
import type { SocketFeature } from './sockets/socket-feature.ts';

/** Asked when Prometheus asks: by the values of one label, which are names of our own. */
export interface FeatureCounter {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly read: () => Iterable<readonly [value: string, count: number]>;
}

/** One number, asked when Prometheus asks; null where it can't be told right now. */
export interface FeatureGauge {
  readonly name: string;
  readonly help: string;
  readonly read: () => number | null | Promise<number | null>;
}

/**
 * A feature is a folder whose index.ts makes one of these. All of it is named in features.ts, and nowhere else: what stands below
 * (storage, log, bus, realtime, sockets, http) knows no feature.
 */
export interface Feature extends SocketFeature {
  /** That of its folder. */
  readonly name: string;
  readonly routes?: readonly Routes[];
  /** Work that outlives the process, by kind. */
  readonly jobs?: readonly JobKind[];
  /** What it counts since the start, for operators. */
  readonly counters?: readonly FeatureCounter[];
  /** What there is of something now, for operators. */
  readonly gauges?: readonly FeatureGauge[];
  /** What it stands on beside the database, by name: `/readyz` names those that reject. All else is served without them. */
  readonly checks?: Readonly<Record<string, () => Promise<void>>>;
  /** After the sockets are gone and the log is written: finishes what waits. In the order of the list. */
  close?(): void | Promise<void>;
}
