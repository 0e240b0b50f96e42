import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { isCompanyOf, isOfCompanyOf } from './sight.ts';

test('[A43] whom a guest sees of ten thousand is found once, not for each of them in each chat', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-sight-'));
  const storage = await openSqliteStorage({ folder });
  try {
    const planOf = async (where: ReturnType<typeof isCompanyOf>): Promise<string> => {
      const { rows } = await sql<{ detail: string }>`explain query plan select id from users where ${where}
        order by search_name, username limit 101`.execute(storage.db);
      return rows.map(({ detail }) => detail).join('\n');
    };
    expect(await planOf(isCompanyOf('guest'))).toContain('CORRELATED');
    expect(await planOf(isOfCompanyOf('guest'))).not.toContain('CORRELATED');
  } finally {
    await storage.close();
    await rm(folder, { recursive: true });
  }
});
