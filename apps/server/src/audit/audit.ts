import { type Caller, addressOf } from '../http/index.ts';
import type { FastifyRequest } from 'fastify';
import type { Storage } from '../storage/index.ts';
import { type AuditBy, type AuditDeed, toAuditRow } from './audit-entry-rules.ts';
import { auditTablesOf } from './read-audit.ts';

/** Notes who did what to whom, from where. */
export interface Audit {
  /** Resolves when it is durable: await it before you answer. Rules note in their own transaction, by `noteAudit`. */
  note(deed: AuditDeed, by: AuditBy): Promise<void>;
}

/** It has no state: any number of them may be made. `now` in milliseconds since 1970. */
export function createAudit({ storage, now }: { storage: Pick<Storage, 'db'>; now: () => number }): Audit {
  return {
    async note(deed, by) {
      await auditTablesOf(storage.db)
        .insertInto('audit_pending')
        .values(toAuditRow(deed, by, now()))
        .execute();
    },
  };
}

/** Of the `caller` and the `request` of an operation. */
export function byCaller({ userId, sessionId }: Caller, request: FastifyRequest): AuditBy {
  return { userId, sessionId, address: addressOf(request) };
}
