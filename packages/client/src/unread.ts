/** A read position and the exact number of unread messages after it, followed through changes. */
export interface UnreadPosition {
  readonly readSeq: number;
  readonly unread: number;
  /** The server's number was exact as of this `rev`: changes up to it are in it already. */
  readonly atRev: number;
  /** What recent changes did to the number, `rev` rising, for a number of the server's that is older than they are. */
  readonly journal: readonly UnreadChange[];
  /** The journal is complete for changes above this `rev`. */
  readonly journalFrom: number;
}

export interface UnreadChange {
  readonly rev: number;
  readonly seq: number;
  readonly delta: 1 | -1;
}
