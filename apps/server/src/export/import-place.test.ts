import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAudit, verifyAudit } from '../audit/index.ts';
import { sealAuditRule } from '../audit/audit-rules.ts';
import { rulesUrl } from '../rules.ts';
import type { Storage } from '../storage/index.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { exportPlace } from './export-place.ts';
import { tablesOf } from './export-tables.ts';
import { importPlace } from './import-place.ts';
import { manifestName } from './manifest.ts';
import { writeFolder } from './write-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-import-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (name: string): Promise<Storage> => openSqliteStorage({ folder: join(folder, name), rules: rulesUrl });
const seal = ({ log }: Storage) => log.commit([sealAuditRule.command({})]);
const countLog = async ({ db }: Storage): Promise<unknown> =>
  (await sql<{ n: number }>`select count(*) as n from audit_log`.execute(db)).rows[0]?.n;

test('what was sealed while a running server was exported stands in the chain once', async () => {
  await using source = await disposable('source');
  await createAudit({ storage: source, now: Date.now }).note(
    { action: 'export.made', target: null, details: { what: 'place' } },
    { userId: null },
  );
  const { rows } = await sql`select * from audit_pending`.execute(source.db);
  await seal(source);
  const from = join(folder, 'export');
  await writeFolder(from, exportPlace({ storage: source, store: null, scope: 'operator', at: Date.now() }));
  // As it was read a moment before.
  await writeFile(join(from, 'tables/audit_pending.jsonl'), `${JSON.stringify(rows[0])}\n`);
  const manifest = JSON.parse(await readFile(join(from, manifestName), 'utf8')) as { tables: Record<string, number> };
  manifest.tables['audit_pending'] = 1;
  await writeFile(join(from, manifestName), JSON.stringify(manifest));

  await using target = await disposable('target');
  await importPlace({ folder: from, to: target });
  await seal(target);
  expect(await countLog(target)).toBe(1);
  expect(await verifyAudit(target)).toMatchObject({ isSound: true, entries: 1 });
});

test('[A40] log-ins that somebody wrote into an export let nobody in', async () => {
  await using source = await disposable('source');
  const at = new Date().toISOString();
  const session = { id: 's1', token: 'known-to-whoever-wrote-it', user_id: 'ada', expires_at: at, created_at: at };
  const from = join(folder, 'export');
  await writeFolder(from, exportPlace({ storage: source, store: null, scope: 'operator', at: Date.now() }));
  const manifest = JSON.parse(await readFile(join(from, manifestName), 'utf8')) as { tables: Record<string, number> };
  expect(Object.keys(manifest.tables)).not.toContain('log_in_links');
  const user = { id: 'ada', username: 'ada', display_username: 'ada', name: 'Ada', search_name: 'ada', email: 'a@x.y' };
  const rows = {
    users: { ...user, email_verified: false, created_at: at, updated_at: at, role: 'owner' },
    sessions: { ...session, updated_at: at, ip_address: '', user_agent: '', second_factor_at: null },
    log_in_links: { token_hash: 'x', user_id: 'ada', purpose: 'reset', bound: 'x', expires_at: Date.now() + 60_000 },
  };
  for (const [table, row] of Object.entries(rows)) {
    await writeFile(join(from, `tables/${table}.jsonl`), `${JSON.stringify(row)}\n`);
    manifest.tables[table] = 1;
  }
  await writeFile(join(from, manifestName), JSON.stringify(manifest));

  await using target = await disposable('target');
  await importPlace({ folder: from, to: target });
  const counts = await sql`select (select count(*) from users) as users, (select count(*) from sessions) as sessions,
    (select count(*) from log_in_links) as links`.execute(target.db);
  expect(counts.rows).toEqual([{ users: 1, sessions: 0, links: 0 }]);
});

test('where the chain begins is read before the chain', () => {
  for (const scope of ['operator', 'owner'] as const) {
    const names = tablesOf(scope).map(({ name }) => name);
    expect(names.indexOf('audit_anchors')).toBeLessThan(names.indexOf('audit_log'));
  }
});

async function disposable(name: string): Promise<Storage & AsyncDisposable> {
  const storage = await open(name);
  return Object.assign(storage, { [Symbol.asyncDispose]: () => storage.close() });
}
