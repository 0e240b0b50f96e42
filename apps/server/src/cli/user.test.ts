import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { runCommand } from './run-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-user-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  await runCommand([...args, '--in', folder], (line) => lines.push(line));
  return lines;
}

async function users() {
  const storage = await openSqliteStorage({ folder });
  const rows = await storage.db
    .selectFrom('users')
    .select(['username', 'role', 'restricted', 'deactivated_at'])
    .orderBy('username')
    .execute();
  await storage.close();
  return rows.map(({ username, role, restricted, deactivated_at: at }) => [username, role, restricted, at !== null]);
}

test('accounts are made, given another role, and kept out; the last owner stays', async () => {
  const [, password = ''] = await run('user', 'create', '--username', 'Ada');
  expect(password).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  await run('user', 'create', '--username', 'bob', '--role', 'admin');
  expect(await users()).toEqual([
    ['ada', 'owner', 'password', false],
    ['bob', 'admin', 'password', false],
  ]);
  await expect(run('user', 'role', '--username', 'ada', '--role', 'member')).rejects.toThrow('only owner');
  await expect(run('user', 'deactivate', '--username', 'ada')).rejects.toThrow('only owner');
  await expect(run('user', 'role', '--username', 'bob', '--role', 'king')).rejects.toThrow('one of owner');
  await run('user', 'role', '--username', '@bob', '--role', 'owner');
  await run('user', 'deactivate', '--username', 'ada');
  expect(await users()).toEqual([
    ['ada', 'owner', 'password', true],
    ['bob', 'owner', 'password', false],
  ]);
});

test('a call that makes no sense is answered with the usage of what was meant, and no more', async () => {
  const refusalOf = (...args: string[]): Promise<string> =>
    runCommand(args, () => undefined).then(
      () => '',
      (error: unknown) => String(error),
    );
  const incomplete = await refusalOf('user', 'create');
  expect(incomplete).toContain('"user create" needs --username.');
  expect(incomplete).toContain('user create --username NAME [--role ROLE]');
  expect(incomplete).not.toContain('user role');
  const family = await refusalOf('user', 'crate');
  expect(family).toContain('There is no command "user crate".');
  expect(family).toContain('user deactivate --username NAME');
  expect(family).not.toContain('backup');
  expect(await refusalOf('backupp')).toContain('There are: doctor, migrate, copy-files, backup, restore,');
});

test('an invitation is made with its bounds, and its link is shown once', async () => {
  const [, link = ''] = await run('invite', '--role', 'owner', '--uses', '2', '--days', '3');
  expect(link).toMatch(/^http:\/\/YOUR-ADDRESS\/join#[\w-]{32}$/);
  await expect(run('invite', '--uses', '0')).rejects.toThrow('--uses');
  const storage = await openSqliteStorage({ folder });
  await storage.db
    .$extendTables<{ place_settings: { key: string; value: string; changed_at: number; changed_by: string } }>()
    .insertInto('place_settings')
    .values({ key: 'joining', value: '"closed"', changed_at: 0, changed_by: '' })
    .execute();
  const rows = await storage.db
    .$extendTables<{ invitations: { role: string; uses_max: number; token_hash: string } }>()
    .selectFrom('invitations')
    .select(['role', 'uses_max', 'token_hash'])
    .execute();
  await storage.close();
  // By then it was closed.
  await expect(run('invite')).rejects.toThrow('Nobody may join');
  expect(rows).toMatchObject([{ role: 'owner', uses_max: 2 }]);
  expect(JSON.stringify(rows)).not.toContain(link.split('#')[1]);
});
