import type { FastifyRequest } from 'fastify';
import { addressOf, type Caller } from '../http/index.ts';
import type { Storage } from '../storage/index.ts';
import { type AuditBy, type AuditDeed, toAuditRow } from './audit-entry-rules.ts';
import { auditTablesOf } from './read-audit.ts';

/** Notes who did what to whom, from where. */
export interface Audit {
  /** Resolves when it is durable: await it before you answer. Rules note in their own transaction, by `noteAudit`. */
  note(deed: AuditDeed, by: AuditBy): Promise<void>;
  /** The same, and nobody waits for it: where how long an answer takes would tell something (A5). What can't be written is handed to `onError`. */
  noteAside(deed: AuditDeed, by: AuditBy): void;
}

export interface AuditOptions {
  storage: Pick<Storage, 'db'>;
  /** Milliseconds since 1970. */
  now: () => number;
  onError?: (error: unknown) => void;
}

/** It has no state: any number of them may be made. */
export function createAudit({ storage, now, onError = () => {} }: AuditOptions): Audit {
  const note = (deed: AuditDeed, by: AuditBy): Promise<void> => noteWith(storage.db, deed, { by, at: now() });
  return {
    note,
    noteAside(deed, by) {
      note(deed, by).catch(onError);
    },
  };
}

/** In a transaction of one's own: noted with the deed, or not at all. `at` in milliseconds since 1970. */
export async function noteWith(
  transaction: Storage['db'],
  deed: AuditDeed,
  { by, at }: { by: AuditBy; at: number },
): Promise<void> {
  await auditTablesOf(transaction)
    .insertInto('audit_pending')
    .values(toAuditRow(deed, by, at))
    .execute();
}

/** Of the `caller` and the `request` of an operation. */
export function byCaller(
  { userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>,
  request: FastifyRequest,
): AuditBy {
  return { userId, sessionId, address: addressOf(request) };
}
