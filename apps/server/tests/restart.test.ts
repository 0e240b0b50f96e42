import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { api, readHistory, registerAll, send, startDirect } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

test('[A37] [D2] [D15] a restart loses nothing: sessions, history and cursors go on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-restart-'));
  try {
    const before = await startServer({ DATA_DIR: folder });
    const { ada, bob } = await registerAll(before.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    const clientId = randomUUID();
    const first = await send(ada, chat.id, 'before', clientId);
    const socket = await connectLive(before.url, bob);
    const epoch = socket.ofType('welcome')[0]?.epoch ?? '';
    await before[Symbol.asyncDispose]();
    expect([1001, 4012]).toContain((await socket.closed()).code);

    await using after = await startServer({ DATA_DIR: folder });
    const adaAgain = { ...ada, api: api(after.url, ada.token) };
    const bobAgain = { ...bob, api: api(after.url, bob.token) };
    expect(await send(adaAgain, chat.id, 'before', clientId)).toEqual(first);
    const second = await send(adaAgain, chat.id, 'after');
    await using resumed = await connectLive(after.url, bobAgain, { epoch, cursors: { [chat.id]: 1 } });
    expect(resumed.ofType('changes').flatMap(({ messages }) => messages)).toEqual([second]);
    expect(await readHistory(bobAgain, chat.id)).toEqual([first, second]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
