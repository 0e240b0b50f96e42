import type { ClientPlace, DialectName } from '../load/dialect.ts';

/** A server that can be measured. */
export interface Subject {
  name: string;
  /** Starts it with one group that all `clients` clients are members of. */
  startGroup(clients: number): Promise<RunningSubject>;
}

export interface RunningSubject extends AsyncDisposable {
  name: string;
  pid: number;
  port: number;
  dialect: DialectName;
  /** The one group. */
  chatId: string;
  clients: ClientPlace[];
  notes: string[];
  /** The longest hold-up of the event loop since the last call, in milliseconds; NaN where the server does not say. */
  readStallMs(): Promise<number>;
}
