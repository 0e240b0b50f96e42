import type { Feature } from '../feature.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/index.ts';
import { sealAuditRule } from './audit-rules.ts';
import { auditTablesOf } from './read-audit.ts';

export { type Audit, byCaller, createAudit } from './audit.ts';
export { verifyAudit } from './verify-audit.ts';
export type { AuditBy, AuditDeed } from './audit-entry-rules.ts';

export interface AuditContext {
  storage: Storage;
  writer: LogWriter;
}

/** What was noted is in the chain after this at the latest. */
const sealEveryMs = 2_000;

/** The log of who did what to whom, from where (decision 0049). */
export function audit(context: AuditContext): Feature {
  return {
    name: 'audit',
    rounds: [{ everyMs: sealEveryMs, run: () => sealAll(context) }],
  };
}

/** All that was noted by now. On any node: the rule lets one after the other. */
async function sealAll({ storage, writer }: AuditContext): Promise<void> {
  for (;;) {
    const pending = auditTablesOf(storage.db).selectFrom('audit_pending').select('id').limit(1);
    if (!(await pending.executeTakeFirst()) || (await submit(writer, sealAuditRule.command({}))) === 0) return;
  }
}
