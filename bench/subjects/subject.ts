import type { ClientPlace } from '../load/dialect.ts';
import type { Servers } from '../load/drive.ts';
import type { Backing } from '../measure/backing.ts';

/** A server that can be measured. */
export interface Subject {
  name: string;
  /** Starts it with one group that all `clients` clients are members of. */
  startGroup(clients: number): Promise<RunningSubject>;
}

export interface RunningSubject extends Servers, AsyncDisposable {
  name: string;
  /** The processes of the server itself. */
  pids: number[];
  /** What the server stands on, counted by itself. */
  backing: readonly Backing[];
  /** The one group. */
  chatId: string;
  clients: ClientPlace[];
  notes: string[];
  /** The longest hold-up of the event loop since the last call, in milliseconds; NaN where the server does not say. */
  readStallMs(): Promise<number>;
}
