/**
 * A read position and the exact number of unread messages after it (D21), followed through changes. The server's
 * numbers and the changes travel apart, so either may be ahead of the other; both say which `rev` they belong to.
 */
export interface UnreadPosition {
  readonly readSeq: number;
  readonly unread: number;
  /** The server's number was exact as of this `rev`: changes up to it are in it already. */
  readonly atRev: number;
  /** What recent changes did to the number, for a number of the server's that is older than they are. */
  readonly journal: readonly UnreadChange[];
  /** The journal is complete for changes above this `rev`. */
  readonly journalFrom: number;
}

export interface UnreadChange {
  readonly rev: number;
  readonly seq: number;
  readonly delta: 1 | -1;
}

/** A number as the server gives it. */
export interface CountedPosition {
  readSeq: number;
  unread: number;
  atRev: number;
}

export function positionFrom(counted: CountedPosition): UnreadPosition {
  return { ...counted, journal: [], journalFrom: counted.atRev };
}

/** One message became unread, or stopped being: counted unless the server's number has it in already. */
export function countChange(position: UnreadPosition, change: UnreadChange): UnreadPosition {
  if (change.seq <= position.readSeq) return position;
  const journal = [...position.journal, change];
  const unread = change.rev > position.atRev ? position.unread + change.delta : position.unread;
  return { ...position, journal, unread };
}

/**
 * Takes the server's number; an older one than is known leaves the same position. `exact` is false where the number is
 * older than the journal reaches: ask the server again.
 */
export function anchorPosition(
  position: UnreadPosition,
  counted: CountedPosition,
): { position: UnreadPosition; exact: boolean } {
  const isOlder =
    counted.readSeq < position.readSeq || (counted.readSeq === position.readSeq && counted.atRev < position.atRev);
  if (isOlder) return { position, exact: true };
  const journal = position.journal.filter((change) => change.seq > counted.readSeq);
  const since = journal.filter((change) => change.rev > counted.atRev);
  const unread = Math.max(0, counted.unread + sumOf(since));
  return {
    position: { ...counted, unread, journal, journalFrom: position.journalFrom },
    exact: counted.atRev >= position.journalFrom,
  };
}

/**
 * Sending moves the own position to what was sent. Nothing before it is unread any more; what came after it is in the
 * journal, since it is newer than this message and both arrive in the same catch-up.
 */
export function passOwnMessage(position: UnreadPosition, seq: number): UnreadPosition {
  if (seq <= position.readSeq) return position;
  const journal = position.journal.filter((change) => change.seq > seq);
  return { ...position, readSeq: seq, unread: sumOf(journal), journal };
}

const journalMax = 1_024;

/** Call between catch-ups only: `passOwnMessage` relies on the whole of one. */
export function trimJournal(position: UnreadPosition): UnreadPosition {
  if (position.journal.length <= journalMax) return position;
  const dropped = position.journal.slice(0, -journalMax / 2);
  const journalFrom = Math.max(position.journalFrom, ...dropped.map((change) => change.rev));
  return { ...position, journal: position.journal.slice(-journalMax / 2), journalFrom };
}

function sumOf(changes: readonly UnreadChange[]): number {
  return changes.reduce((sum, change) => sum + change.delta, 0);
}
