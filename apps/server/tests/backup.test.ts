import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import { api, type Person, readHistory, registerAll, send, startDirect } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-backup-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function confab(...args: string[]): Promise<void> {
  await runCommand(args, () => {});
}

test('[A40] [D15] a backup of a running server, restored: what was written until then is there, and clients read anew', async () => {
  const [data, file] = [join(folder, 'data'), join(folder, 'backup.db')];
  let kept: { ada: Person; bob: Person; chatId: string; cursor: { epoch: string; cursors: Record<string, number> } };
  {
    await using server = await startServer({ DATA_DIR: data });
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const { id: chatId } = await startDirect(ada, bob);
    for (const content of ['one', 'two']) await send(ada, chatId, content);
    await confab('backup', '--from', data, '--to', file);
    for (const content of ['three', 'four']) await send(ada, chatId, content);
    await using socket = await connectLive(server.url, bob);
    const epoch = socket.ofType('welcome')[0]?.epoch ?? '';
    kept = { ada, bob, chatId, cursor: { epoch, cursors: { [chatId]: 4 } } };
    await expect(confab('restore', '--from', file, '--to', data, '--replace')).rejects.toThrow('Stop it first');
  }
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(confab('backup', '--from', data, '--to', file)).rejects.toThrow('is there already');
  await expect(confab('restore', '--from', file, '--to', data)).rejects.toThrow('--replace');
  // Lost with the machine: it is in the backup.
  await rm(join(data, 'secret'));
  await confab('restore', '--from', file, '--to', data, '--replace');
  expect((await readdir(data)).some((name) => name.includes('before-restore'))).toBe(true);

  await using restored = await startServer({ DATA_DIR: data });
  const bob = { ...kept.bob, api: api(restored.url, kept.bob.token) };
  const contents = (await readHistory(bob, kept.chatId)).map(({ content }) => content);
  expect(contents).toEqual(['one', 'two']);
  await using socket = await connectLive(restored.url, bob, kept.cursor);
  expect(socket.ofType('reset')).toMatchObject([
    { chatId: kept.chatId, reason: 'epoch-changed', chat: { lastSeq: 2 } },
  ]);
});

test('a file that is no backup is refused, and leaves nothing behind', async () => {
  const [file, target] = [join(folder, 'letter.txt'), join(folder, 'target')];
  await writeFile(file, 'Dear all, this is not a database but a letter.'.repeat(100));
  await expect(confab('restore', '--from', file, '--to', target)).rejects.toThrow('is no backup of Confab');
  expect((await readdir(target)).filter((name) => name.startsWith('confab.db'))).toEqual([]);
});
