import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { runCommand } from './run-command.ts';

test('what commands did since the last stop is not in the chain yet, and is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-audit-'));
  try {
    await (await openSqliteStorage({ folder })).close();
    const run = async (...args: string[]): Promise<string[]> => {
      const lines: string[] = [];
      await runCommand([...args, '--in', folder], (line) => lines.push(line));
      return lines;
    };
    await run('invite');
    const verified = await run('audit', 'verify');
    expect(verified).toEqual([
      'The audit log is whole: 0 entries.',
      'Not in it yet: 1 that the next start puts at its end.',
    ]);
    const exported = await run('audit', 'export', '--to', join(folder, 'audit.jsonl'));
    expect(exported.at(-1)).toBe('Not in it yet: 2 that the next start puts at its end.');
  } finally {
    await rm(folder, { recursive: true });
  }
});
