/**
 * A read position and the exact numbers of unread messages after it (D21), and of those that mention me (D33), followed through
 * changes. The server's numbers and the changes travel apart, so either may be ahead of the other; both say which `rev` they belong to.
 */
export interface UnreadPosition extends UnreadCounts {
  readonly readSeq: number;
  /** The server's numbers were exact as of this `rev`: changes up to it are in them already. */
  readonly atRev: number;
  /** What recent changes did to the numbers, for numbers of the server's that are older than they are. */
  readonly journal: readonly UnreadChange[];
  /** The journal is complete for changes above this `rev`. */
  readonly journalFrom: number;
}

export interface UnreadCounts {
  readonly unread: number;
  /** Of these, those that mention me. */
  readonly mentions: number;
}

/** By how much one change of one message changed the numbers. */
export interface UnreadChange extends UnreadCounts {
  readonly rev: number;
  readonly seq: number;
}

/** Numbers as the server gives them. */
export interface CountedPosition extends UnreadCounts {
  readSeq: number;
  atRev: number;
}

export function positionFrom(counted: CountedPosition): UnreadPosition {
  return { ...counted, journal: [], journalFrom: counted.atRev };
}

/** One message became unread, or stopped being: counted unless the server's numbers have it in already. */
export function countChange(position: UnreadPosition, change: UnreadChange): UnreadPosition {
  if (change.seq <= position.readSeq || (change.unread === 0 && change.mentions === 0)) return position;
  const journal = [...position.journal, change];
  return { ...position, ...(change.rev > position.atRev && atLeastNone([position, change])), journal };
}

/** What was taken away may not have been counted: where a number would fall below nothing, it is nothing. */
function atLeastNone(counts: readonly UnreadCounts[]): UnreadCounts {
  const { unread, mentions } = sumOf(counts);
  return { unread: Math.max(0, unread), mentions: Math.max(0, mentions) };
}

/**
 * Takes the server's numbers; older ones than are known leave the same position. `exact` is false where the numbers are
 * older than the journal reaches: ask the server again.
 */
export function anchorPosition(
  position: UnreadPosition,
  told: CountedPosition,
): { position: UnreadPosition; exact: boolean } {
  const isOlder = told.readSeq < position.readSeq || (told.readSeq === position.readSeq && told.atRev < position.atRev);
  if (isOlder) return { position, exact: true };
  const journal = position.journal.filter((change) => change.seq > told.readSeq);
  const since = journal.filter((change) => change.rev > told.atRev);
  return {
    position: {
      ...told,
      ...atLeastNone([told, ...since]),
      journal,
      journalFrom: position.journalFrom,
    },
    exact: told.atRev >= position.journalFrom,
  };
}

/**
 * Sending moves the own position to what was sent. Nothing before it is unread any more; what came after it is in the
 * journal, since it is newer than this message and both arrive in the same catch-up.
 */
export function passOwnMessage(position: UnreadPosition, seq: number): UnreadPosition {
  if (seq <= position.readSeq) return position;
  const journal = position.journal.filter((change) => change.seq > seq);
  return { ...position, readSeq: seq, ...sumOf(journal), journal };
}

const journalMax = 1_024;

/** Call between catch-ups only: `passOwnMessage` relies on the whole of one. */
export function trimJournal(position: UnreadPosition): UnreadPosition {
  if (position.journal.length <= journalMax) return position;
  const dropped = position.journal.slice(0, -journalMax / 2);
  const journalFrom = Math.max(position.journalFrom, ...dropped.map((change) => change.rev));
  return { ...position, journal: position.journal.slice(-journalMax / 2), journalFrom };
}

export function sumOf(counts: readonly UnreadCounts[]): UnreadCounts {
  const sum = { unread: 0, mentions: 0 };
  for (const { unread, mentions } of counts) {
    sum.unread += unread;
    sum.mentions += mentions;
  }
  return sum;
}
