import type { AuditVerdict } from '@confab/protocol';
import { type AuditRow, hashEntry, type SealedRow } from './audit-entry-rules.ts';
import { auditTablesOf, readAudit } from './read-audit.ts';
import type { Storage } from '../storage/index.ts';

/** Where the chain goes on from: what was before it was forgotten on purpose. */
export interface AuditAnchor {
  seq: number;
  hash: string;
}

interface Chain {
  anchor: AuditAnchor | null;
  /** In order of `seq`. */
  pages: AsyncIterable<readonly SealedRow[]>;
  /** What is noted and not in the chain yet. */
  pending: readonly AuditRow[];
  /** An entry that somebody wrote down: it must be the same still. */
  known?: AuditAnchor | undefined;
}

/** Reads the chain from its beginning to the first entry that does not fit. */
export async function verifyChain({ anchor, pages, pending, known }: Chain): Promise<AuditVerdict> {
  const reading = new Reading(anchor, known);
  for (const row of pending) reading.hear(row);
  for await (const rows of pages) {
    for (const row of rows) {
      const reason = reading.takeIn(row);
      if (reason !== null) return reading.verdict(reason);
    }
  }
  return reading.verdict(reading.whyNotWhole());
}

const otherThanKnown = 'it is not the one that was written down';

/** How far it was read. */
class Reading {
  readonly #anchor: AuditAnchor | null;
  readonly #known: AuditAnchor | undefined;
  #head: AuditAnchor;
  #entries = 0;
  #isAnchorTold: boolean;
  #brokenAt = 0;

  constructor(anchor: AuditAnchor | null, known: AuditAnchor | undefined) {
    this.#anchor = anchor;
    this.#known = known;
    this.#head = anchor ?? { seq: 0, hash: '' };
    this.#isAnchorTold = anchor === null;
  }

  hear(row: AuditRow): void {
    if (this.#anchor && tells(row, this.#anchor)) this.#isAnchorTold = true;
  }

  /** Why it does not fit; null where it does. */
  takeIn(row: SealedRow): string | null {
    const seq = this.#head.seq + 1;
    this.#brokenAt = seq;
    if (row.seq !== seq) return 'it is missing';
    if (row.hash !== hashEntry(row, seq, this.#head.hash)) return 'it was changed, or the one before it';
    if (this.#known?.seq === seq && this.#known.hash !== row.hash) return otherThanKnown;
    this.#head = { seq, hash: row.hash };
    this.#entries += 1;
    this.hear(row);
    return null;
  }

  /** At the end: what is not there. */
  whyNotWhole(): string | null {
    const first = (this.#anchor?.seq ?? 0) + 1;
    this.#brokenAt = first;
    if (this.#anchor && this.#entries === 0) return 'it is missing: something always stays';
    if (!this.#isAnchorTold) return 'what was before it was cut off, and no entry tells of it';
    return this.#whyNotKnown();
  }

  /** What was written down elsewhere and was not met on the way: behind the end, or where everything was forgotten. */
  #whyNotKnown(): string | null {
    const [known, anchor] = [this.#known, this.#anchor];
    if (!known) return null;
    this.#brokenAt = known.seq;
    // Whoever makes a log anew can let it begin behind any entry, as if all before were pruned.
    if (anchor && known.seq < anchor.seq) {
      return 'it was written down, and is older than what is kept: whether this is still the same log can’t be told';
    }
    if (anchor?.seq === known.seq && anchor.hash !== known.hash) return otherThanKnown;
    this.#brokenAt = this.#head.seq + 1;
    return known.seq > this.#head.seq ? 'it is missing: the end was cut off' : null;
  }

  verdict(reason: string | null): AuditVerdict {
    return {
      isSound: reason === null,
      entries: this.#entries,
      head: this.#head.seq > 0 ? this.#head : null,
      broken: reason === null ? null : { seq: this.#brokenAt, reason },
    };
  }
}

function tells({ action, details }: AuditRow, { seq, hash }: AuditAnchor): boolean {
  if (action !== 'audit.pruned') return false;
  return details === JSON.stringify({ upTo: seq, hash });
}

/** All of a database. Nothing prunes it while this reads: a round that does would look like a cut, so it is asked again then. */
export async function verifyAudit(storage: Storage, known?: AuditAnchor): Promise<AuditVerdict> {
  const before = await readAnchor(storage);
  const pending = await auditTablesOf(storage.db).selectFrom('audit_pending').selectAll().execute();
  const verdict = await verifyChain({ anchor: before, pages: readAudit(storage), pending, known });
  const after = verdict.isSound ? before : await readAnchor(storage);
  return after?.seq === before?.seq ? verdict : await verifyAudit(storage, known);
}

async function readAnchor({ db }: Storage): Promise<AuditAnchor | null> {
  const query = auditTablesOf(db).selectFrom('audit_anchors').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1);
  return (await query.executeTakeFirst()) ?? null;
}
