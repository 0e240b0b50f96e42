import type { Logger } from 'pino';
import type { Bus } from './bus/bus.ts';
import type { SharedSets } from './bus/shared-sets.ts';
import type { Config } from './config/index.ts';
import type { Storage } from './storage/storage.ts';

/** What a server stands on. It closes none of them but on `close()`, where it closes them all. */
export interface ServerParts {
  config: Config;
  storage: Storage;
  bus: Bus;
  sharedSets: SharedSets;
  logger: Logger;
  /** Milliseconds since 1970; tests put their own in. */
  now?: () => number;
}

export interface RunningServer {
  /** As a person on this machine opens it, `http://127.0.0.1:8000`. */
  url: string;
  port: number;
  /** Stop accepting, drain sockets, flush the log, close storage. */
  close(): Promise<void>;
}
