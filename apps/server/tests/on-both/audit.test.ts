import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { createAudit, verifyAudit } from '../../src/audit/index.ts';
import { pruneAuditRule, sealAuditRule } from '../../src/audit/audit-rules.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

test('[A12] the audit log is only added to: the database itself refuses to change it or to cut it', async () => {
  const { storage } = server.parts;
  const { db, log } = storage;
  const audit = createAudit({ storage, now: Date.now });
  for (const id of ['one', 'two', 'three'])
    await audit.note({ action: 'place.changed', target: { kind: 'person', id } }, { userId: 'ada' });
  await log.commit([sealAuditRule.command({})]);
  await expect(sql`update audit_log set action = 'x'`.execute(db)).rejects.toThrow('only added to');
  await expect(sql`delete from audit_log`.execute(db)).rejects.toThrow('only added to');
  expect(await verifyAudit(storage)).toMatchObject({ isSound: true, entries: 3 });
  const at = Date.now();
  const outcomes = await log.commit([pruneAuditRule.command({ before: at + 1, at, max: 2 })]);
  expect(outcomes).toMatchObject([{ status: 'done', result: 2 }]);
  await expect(sql`delete from audit_anchors`.execute(db)).rejects.toThrow('only added to');
  await log.commit([sealAuditRule.command({})]);
  expect(await verifyAudit(storage)).toMatchObject({ isSound: true, entries: 2, head: { seq: 4 } });
});
