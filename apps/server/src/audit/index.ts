import { auditOperations } from '@confab/protocol';
import { Readable } from 'node:stream';
import type { Feature } from '../feature.ts';
import { implement, RawAnswer, stillMay, type StillMayContext, whileMay } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/index.ts';
import { type Audit, byCaller } from './audit.ts';
import { pruneAuditRule, sealAuditRule } from './audit-rules.ts';
import { auditTablesOf, listAudit, readAudit, toAuditLines } from './read-audit.ts';
import { verifyAudit } from './verify-audit.ts';
import { VerifyTurns } from './verify-turns.ts';

export { type Audit, byCaller, createAudit, noteWith } from './audit.ts';
export type { AuditBy, AuditDeed } from './audit-entry-rules.ts';
export { countUnsealed, readAudit, toAuditLines } from './read-audit.ts';
export { verifyAudit } from './verify-audit.ts';

export interface AuditContext {
  storage: Storage;
  writer: LogWriter;
  audit: Audit;
  accounts: StillMayContext['accounts'];
  place: StillMayContext['place'] & { settings(): { auditDays: number | null } };
  clock: { wallNow: () => number };
}

/** What was noted is in the chain after this at the latest. */
const sealEveryMs = 2_000;
const pruneEveryMs = 3_600_000;
const dayMs = 24 * 3_600_000;
/** Entries that one rule forgets: sends wait for as long. */
const prunedAtOnce = 500;

/** The log of who did what to whom, from where (decision 0049). */
export function audit(context: AuditContext): Feature {
  const { storage } = context;
  const verifying = new VerifyTurns(async () => {
    await sealAll(context);
    return await verifyAudit(storage);
  });
  return {
    name: 'audit',
    offers: ['audit'],
    rounds: [
      { everyMs: sealEveryMs, run: () => sealAll(context) },
      { everyMs: pruneEveryMs, run: () => pruneOld(context) },
    ],
    routes: [
      implement(auditOperations.listAudit, async ({ query }) => {
        await sealAll(context);
        return await listAudit(storage, query);
      }),

      implement(auditOperations.exportAudit, async ({ query, caller, request }) => {
        await context.audit.note(
          { action: 'export.made', target: null, details: { what: 'audit' } },
          byCaller(caller, request),
        );
        await sealAll(context);
        const headers = {
          'content-type': 'application/x-ndjson',
          'content-disposition': 'attachment; filename="audit.jsonl"',
        };
        const lines = whileMay(linesOf(storage, query), () => stillMay(context, caller, 'see-audit'));
        return new RawAnswer(200, headers, Readable.from(lines, { objectMode: false }));
      }),

      implement(auditOperations.verifyAudit, () => verifying.take()),
    ],
  };
}

async function* linesOf(storage: Storage, filter: Parameters<typeof readAudit>[1]): AsyncGenerator<Buffer> {
  for await (const rows of readAudit(storage, filter)) {
    yield Buffer.from(await toAuditLines(storage, rows));
  }
}

/** All that was noted by now. On any node: the rule lets one after the other. */
async function sealAll({ storage, writer }: AuditContext): Promise<void> {
  for (;;) {
    const pending = auditTablesOf(storage.db).selectFrom('audit_pending').select('id').limit(1);
    if (!(await pending.executeTakeFirst()) || (await submit(writer, sealAuditRule.command({}))) === 0) return;
  }
}

/** What is older than the place keeps it. */
async function pruneOld({ writer, place, clock }: AuditContext): Promise<void> {
  const days = place.settings().auditDays;
  if (days === null) return;
  const at = clock.wallNow();
  const pruning = { before: at - days * dayMs, at, max: prunedAtOnce };
  while ((await submit(writer, pruneAuditRule.command(pruning))) > 0);
}
