import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import { rulesUrl } from '../src/rules.ts';
import { openPostgresStorage } from '../src/storage/postgres/open-postgres-storage.ts';
import { createDatabaseAt } from '../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { api } from './api.ts';
import './on-postgres/backends.ts';
import { startServer } from './start-server.ts';

/** Reads an owner's export back, as its files: with no password in it, everybody chooses one by a link. */
export async function chooseAfterImport(files: ReadonlyMap<string, Buffer>, username: string): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const made = await mkdtemp(join(tmpdir(), 'confab-owners-'));
  const folder = stack.adopt(made, (gone) => rm(gone, { recursive: true }));
  for (const [name, bytes] of files) {
    await mkdir(join(folder, 'from', dirname(name)), { recursive: true });
    await writeFile(join(folder, 'from', name), bytes);
  }
  const backends = inject('backends');
  const place = backends ? await createDatabaseAt(backends.postgresPort) : join(folder, 'to');
  const said: string[] = [];
  const run = (...args: string[]): Promise<void> => runCommand(args, (line) => said.push(line));
  await run('import', '--from', join(folder, 'from'), '--to', place, '--files-to', join(folder, 'files'));
  await run('user', 'reset', '--username', username, '--in', place);
  const [, token = ''] = /#t=([\w-]{43})/.exec(said.at(-1) ?? '') ?? [];
  const storage = backends
    ? await openPostgresStorage({ url: place, rules: rulesUrl })
    : await openSqliteStorage({ folder: place, rules: rulesUrl });
  await using imported = await startServer({}, { storage });
  const newPassword = 'a harbour at noon';
  await api(imported.url).must('POST', '/api/auth/links/use', { token, newPassword });
  await api(imported.url).must('POST', '/api/auth/login', { username, password: newPassword });
}
