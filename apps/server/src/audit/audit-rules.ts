import { defineRule, placesOf, query, type Work } from '../storage/rule.ts';
import {
  type AuditBy,
  auditColumns,
  type AuditDeed,
  type AuditRow,
  hashEntry,
  toAuditRow,
} from './audit-entry-rules.ts';

/** The chain has one end: whoever adds to it or cuts it takes turns. It is no id of a person. */
const chain = '*audit';
const locks = { persons: [chain] };
const sealedAtOnce = 64;

const columns = auditColumns.join(', ');
const places = placesOf(auditColumns, 1);

/** For the rules of features: noted in the transaction of the deed, or not at all. It waits for nobody. */
export function* noteAudit(deed: AuditDeed, by: AuditBy, at: number): Work<void> {
  const row = toAuditRow(deed, by, at);
  const values = auditColumns.map((column) => row[column]);
  yield* query(`insert into audit_pending (${columns}) values (${places})`, values);
}

type Tuple = [
  ...[id: string, at: number, action: string, actor_kind: AuditRow['actor_kind'], actor_id: string],
  ...[session_id: string, address: string, target_kind: string, target_id: string, details: string],
];

/** Puts what was noted into the chain, in the order of its times as far as that is known. Answers how many. */
export const sealAuditRule = defineRule(
  'seal-audit',
  () => locks,
  function* (): Work<number> {
    const noted = yield* query<Tuple>(`select ${columns} from audit_pending order by id limit ${sealedAtOnce}`);
    if (noted.length === 0) return 0;
    let [seq, hash] = yield* headOfChain();
    for (const tuple of noted) {
      const row = toRow(tuple);
      seq += 1;
      hash = hashEntry(row, seq, hash);
      yield* query(
        `insert into audit_log (${columns}, seq, hash) values (${places}, $${auditColumns.length + 1}, $${auditColumns.length + 2})`,
        [...tuple, seq, hash],
      );
    }
    const ids = noted.map(([id]) => id);
    yield* query(`delete from audit_pending where id in (${placesOf(ids, 1)})`, ids);
    return noted.length;
  },
);

function* headOfChain(): Work<[seq: number, hash: string]> {
  for (const table of ['audit_log', 'audit_anchors']) {
    const [head] = yield* query<[number, string]>(`select seq, hash from ${table} order by seq desc limit 1`);
    if (head) return head;
  }
  return [0, ''];
}

interface Pruning {
  /** What happened before is forgotten; in milliseconds since 1970. */
  before: number;
  at: number;
  /** Entries at once. */
  max: number;
}

/**
 * Forgets the beginning of the chain, up to the first entry that is to stay, and never the last one. The chain goes on from the hash
 * that an anchor keeps, and an entry tells of it: that nobody cut it otherwise can still be proven. Answers how many went.
 */
export const pruneAuditRule = defineRule(
  'prune-audit',
  () => locks,
  function* ({ before, at, max }: Pruning): Work<number> {
    const [[first, last] = [null, null]] = yield* query<[number | null, number | null]>(
      'select min(seq), max(seq) from audit_log',
    );
    if (first === null || last === null) return 0;
    const [[kept] = [null]] = yield* query<[number | null]>('select min(seq) from audit_log where at >= $1', [before]);
    const upTo = Math.min((kept ?? last) - 1, first + max - 1);
    if (upTo < first) return 0;
    const [[hash] = ['']] = yield* query<[string]>('select hash from audit_log where seq = $1', [upTo]);
    yield* query('insert into audit_anchors (seq, hash, at) values ($1, $2, $3)', [upTo, hash, at]);
    yield* query('delete from audit_log where seq <= $1', [upTo]);
    yield* query('delete from audit_anchors where seq < $1', [upTo]);
    const deed = { action: 'audit.pruned', target: null, details: { upTo, hash } } as const;
    yield* noteAudit(deed, { userId: null, kind: 'server' }, at);
    return upTo - first + 1;
  },
);

export const auditRules = [sealAuditRule, pruneAuditRule];

function toRow([id, at, action, actor_kind, actor_id, ...rest]: Tuple): AuditRow {
  const [session_id, address, target_kind, target_id, details] = rest;
  return { id, at, action, actor_kind, actor_id, session_id, address, target_kind, target_id, details };
}
