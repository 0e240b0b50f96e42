import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../config/index.ts';
import { openSqliteStorage } from '../../storage/sqlite/open-sqlite-storage.ts';
import { doctorCommand, NotWellError } from './doctor.ts';

let folder: string;
let taken: Server;
let port: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-doctor-'));
  taken = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  port = (taken.address() as { port: number }).port;
});
afterEach(async () => {
  taken.close();
  await rm(folder, { recursive: true });
});

async function ask(environment: Record<string, string> = {}): Promise<{ lines: string; error: unknown }> {
  const lines: string[] = [];
  const config = loadConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), ...environment });
  const error = await doctorCommand(config, (line) => lines.push(line)).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { lines: lines.join('\n'), error };
}

test('a place that is not there yet is well', async () => {
  const { lines, error } = await ask();
  expect(error).toBe(null);
  expect(lines).toContain('the first start makes it');
  expect(lines).toMatch(/files: .* is not there yet; the first file makes it\./);
  expect(lines).toMatch(/LOOK {3}mail: None is sent\.\n +Set SMTP_URL/);
  expect(lines).toMatch(/Nothing is wrong\.$/);
});

test('what is wrong is named with what to do, and the rest is looked at all the same', async () => {
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  const db = new DatabaseSync(join(data, 'confab.db'));
  db.exec(`create table migrations (name text); insert into migrations values ('9999-from-the-future')`);
  db.close();
  const { lines, error } = await ask({
    PORT: String(port),
    HOST: '127.0.0.1',
    REDIS_URL: 'redis://someone:hidden-word@127.0.0.1:1',
    AUTH_SECRET: 'x'.repeat(32),
    FILES_DIR: join(data, 'files'),
    SMTP_URL: 'smtp://someone:hidden-word@127.0.0.1:1',
    MAIL_FROM: 'confab@example.org',
    PUBLIC_URL: 'http://127.0.0.1:1',
  });
  expect(error).toBeInstanceOf(NotWellError);
  expect((error as Error).message).toBe('4 things are wrong.');
  expect(lines).toContain('WRONG  database: The database was written by a newer version of Confab');
  expect(lines).toContain('WRONG  Redis: It does not answer');
  expect(lines).toContain('WRONG  mail: The mail server does not take it');
  expect(lines).toContain(`WRONG  port: 127.0.0.1:${port} is taken by another program.`);
  expect(lines).toContain('LOOK   address: http://127.0.0.1:1 does not answer');
  expect(lines).not.toContain('hidden-word');
});

test('a database without its secret, and one that is none, are found', async () => {
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  await writeFile(join(data, 'confab.db'), 'no database at all, however long this text may be');
  const { lines, error } = await ask();
  expect(error).toBeInstanceOf(NotWellError);
  expect(lines).toMatch(/WRONG {2}secret: .*secret is missing/);
  expect(lines).toMatch(/WRONG {2}database: .*confab\.db can't be read/);
});

test('a database that a command made, and nothing was served from yet, misses no secret', async () => {
  const data = join(folder, 'data');
  await (await openSqliteStorage({ folder: data })).close();
  const { lines, error } = await ask();
  expect(lines).toContain('secret: There is none yet; the first start makes it.');
  expect(error).toBe(null);
  const db = new DatabaseSync(join(data, 'confab.db'));
  db.exec(`insert into meta values ('secret-proof', 'of one that is lost')`);
  db.close();
  expect((await ask()).lines).toMatch(/WRONG {2}secret: .*secret is missing/);
});
