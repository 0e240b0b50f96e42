import type { Routes } from './http/index.ts';
import type { JobKind } from './jobs/index.ts';
import type { SocketFeature } from './sockets/socket-feature.ts';

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
  /** After the sockets are gone and the log is written: finishes what waits. In the order of the list. */
  close?(): void | Promise<void>;
}
