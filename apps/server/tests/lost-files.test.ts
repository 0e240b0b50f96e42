import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { api, type Person, readHistory, registerAll, send, startDirect } from './api.ts';
import { startProcess, type StartedProcess } from './start-process.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'confab-lost-'));
});
afterAll(() => rm(parent, { recursive: true }));

interface Running {
  server: StartedProcess;
  url: string;
  folder: string;
  ada: Person;
  chatId: string;
}

/** A process with two people, and two messages that were acknowledged. */
async function run(name: string): Promise<Running> {
  const folder = join(parent, name);
  const server = startProcess({ DATA_DIR: folder });
  const url = await server.url;
  const { ada, bob } = await registerAll(url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  for (const content of ['one', 'two']) await send(ada, chatId, content);
  return { server, url, folder, ada, chatId };
}

async function tryToSend({ ada, chatId }: Running): Promise<number> {
  return (await ada.api.call('POST', `/api/chats/${chatId}/messages`, { content: 'three' })).status;
}

async function waitForLine({ server }: Running, words: RegExp): Promise<string> {
  const { stdout } = server.child;
  if (!stdout) throw new Error('It is read as it is written.');
  for (;;) {
    const line = server
      .output()
      .split('\n')
      .find((text) => words.test(text));
    if (line !== undefined) return line;
    await once(stdout, 'data');
  }
}

async function contentsIn(running: Running): Promise<string[]> {
  return (await readHistory(running.ada, running.chatId)).map(({ content }) => content);
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name));
}

test.concurrent.each<[string, (folder: string) => Promise<void>]>([
  ['all files are deleted', emptyFolder],
  ['the folder is deleted', (folder) => rm(folder, { recursive: true })],
  ['the folder is moved away', (folder) => rename(folder, `${folder}-elsewhere`)],
  ['the database is deleted', (folder) => rm(join(folder, 'confab.db'))],
  ['the log is deleted', (folder) => rm(join(folder, 'confab.db-wal'))],
  ['the shared memory is deleted', (folder) => rm(join(folder, 'confab.db-shm'))],
  ['the lock is deleted', (folder) => rm(join(folder, 'confab.lock'))],
  [
    'the database is replaced',
    async (folder) => {
      await writeFile(join(folder, 'other'), 'another database');
      await rename(join(folder, 'other'), join(folder, 'confab.db'));
    },
  ],
])('[A32] %s under a running server: nothing is acknowledged any more, and it says why', async (name, lose) => {
  const running = await run(name.replaceAll(' ', '-'));
  await using server = running.server;
  await lose(running.folder);
  expect(await tryToSend(running)).toBe(503);
  expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  const line = await waitForLine(running, /"level":"fatal"/);
  expect(line).toMatch(/confab\.(db|db-wal|db-shm|lock) was (deleted or moved away|replaced by another file)/);
  expect(line).toContain('Nothing is accepted any more');
  // What can be read is read on: nobody is shown an empty server.
  expect((await contentsIn(running)).slice(0, 2)).toEqual(['one', 'two']);
  expect(await tryToSend(running)).toBe(503);
  expect(server.output().match(/"level":"fatal"/g)).toHaveLength(1);
});

describe('what was acknowledged before', () => {
  test('is there after a start when only the log was deleted, even if the process was killed then', async () => {
    const running = await run('killed-without-log');
    await rm(join(running.folder, 'confab.db-wal'));
    await waitForLine(running, /"level":"fatal"/);
    await running.server[Symbol.asyncDispose]();
    await using again = startProcess({ DATA_DIR: running.folder });
    const ada = { ...running.ada, api: api(await again.url, running.ada.token) };
    expect((await contentsIn({ ...running, ada })).slice(0, 2)).toEqual(['one', 'two']);
  });

  test.runIf(process.platform === 'linux')('can be taken from the process, as the operations guide says', async () => {
    const running = await run('rescued');
    await using server = running.server;
    await rm(running.folder, { recursive: true });
    await waitForLine(running, /"level":"fatal"/);
    const open = `/proc/${server.child.pid}/fd`;
    const links = await Promise.all(
      (await readdir(open)).map(async (fd) => [fd, await readlink(join(open, fd)).catch(() => '')] as const),
    );
    const [fd = ''] = links.find(([, target]) => target.endsWith('/confab.db (deleted)')) ?? [];
    const rescued = join(parent, 'rescued-from-process');
    await mkdir(rescued);
    await copyFile(join(open, fd), join(rescued, 'confab.db'));
    const storage = await openSqliteStorage({ folder: rescued });
    const rows = await storage.db.selectFrom('messages').select('content').orderBy('seq').execute();
    await storage.close();
    expect(rows.map(({ content }) => content)).toEqual(['one', 'two']);
  });

  test('is accepted on once a folder that was moved is back', async () => {
    const running = await run('moved-back');
    await using server = running.server;
    await rename(running.folder, `${running.folder}-elsewhere`);
    expect(await tryToSend(running)).toBe(503);
    await rename(`${running.folder}-elsewhere`, running.folder);
    expect(await tryToSend(running)).toBe(201);
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);
  });
});

test('a restore over a running server is refused, and one whose lock is gone stops writing', async () => {
  const running = await run('restored-over');
  await using server = running.server;
  const backup = join(parent, 'backup.db');
  const restore = (): Promise<void> =>
    runCommand(['restore', '--from', backup, '--to', running.folder, '--replace'], () => {});
  await runCommand(['backup', '--from', running.folder, '--to', backup], () => {});
  await expect(restore()).rejects.toThrow('in use by another Confab process');
  expect(await tryToSend(running)).toBe(201);
  await rm(join(running.folder, 'confab.lock'));
  await restore();
  expect(await tryToSend(running)).toBe(503);
  server.child.kill('SIGTERM');
  expect(await server.exitCode).toBe(0);
  await using again = startProcess({ DATA_DIR: running.folder });
  const ada = { ...running.ada, api: api(await again.url, running.ada.token) };
  expect(await contentsIn({ ...running, ada })).toEqual(['one', 'two']);
});
