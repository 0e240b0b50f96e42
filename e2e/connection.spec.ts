import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { chatSchema, type MessagePage } from '@confab/protocol';
import { startTcpProxy } from '../apps/server/tests/faults/tcp-proxy.ts';
import { startServerProcess } from '../tools/server-process.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

const portOf = (url: string): number => Number(new URL(url).port);

test('[D16] [D17] what is written without a connection waits, goes out by itself, in order and once', async ({
  server,
  equip,
  join,
  startChat,
}) => {
  await using proxy = await startTcpProxy(portOf(server.url));
  const ada = await equip('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  await ada.page.goto(`http://127.0.0.1:${proxy.port}/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  const bobs = new ChatPage(bob.page);
  await bobs.open('Ada');
  await mine.say('before');
  await bobs.hears('before');

  proxy.cut();
  await bobs.say('while you are away');
  await mine.say('waiting 1');
  await mine.say('waiting 2');
  await expect(ada.page.getByText(/No connection/)).toBeVisible({ timeout: 15_000 });
  await expect(bobs.message('waiting')).toHaveCount(0);

  proxy.heal();
  await mine.hears('while you are away', 'waiting 1', 'waiting 2');
  await bobs.hears('waiting 1', 'waiting 2');
  await expect(ada.page.getByText(/No connection/)).toBeHidden({ timeout: 40_000 });
  const texts = await bobs.log.getByRole('article').allInnerTexts();
  const places = ['before', 'while you are away', 'waiting 1', 'waiting 2'].map((text) =>
    texts.findIndex((row) => row.includes(text)),
  );
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

test('[D17] unsent messages survive a reload', async ({ server, equip, join, startChat, context }) => {
  await using proxy = await startTcpProxy(portOf(server.url));
  const ada = await equip('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  await ada.page.goto(`http://127.0.0.1:${proxy.port}/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  await mine.say('online');
  // Cut for sockets and calls, while the page itself still loads: as on a train, from the browser's cache.
  await ada.page.context().route('**/api/**', (route) => route.abort());
  await ada.page.context().routeWebSocket('**/api/ws', (socket) => socket.close());
  proxy.cut();
  await mine.say('written in the tunnel');
  proxy.heal();
  await ada.page.context().unrouteAll();
  await ada.page.context().routeWebSocket('**/api/ws', (socket) => void socket.connectToServer());
  await ada.page.reload();
  await mine.hears('online', 'written in the tunnel');
  const bobs = new ChatPage(bob.page);
  await bobs.open('Ada');
  await bobs.hears('written in the tunnel');
  void context;
});

test('[D2] [D15] [D52] the server restarts in the middle of a conversation and of an upload: nothing is lost, pages recover', async ({
  browser,
  register,
}) => {
  void register;
  const folder = await mkdtemp(joinPath(tmpdir(), 'confab-e2e-restart-'));
  const first = await startServerProcess(folder, { RATE_LIMITS: 'off' });
  await using proxy = await startTcpProxy(portOf(first.url));
  const origin = `http://127.0.0.1:${proxy.port}`;
  const contexts = [await browser.newContext({ baseURL: origin }), await browser.newContext({ baseURL: origin })];
  try {
    const people = [];
    for (const [index, context] of contexts.entries()) {
      const displayName = index === 0 ? 'Ada' : 'Bob';
      const data = { username: displayName.toLowerCase(), displayName, password: 'violet-harbour-42' };
      const answer = await context.request.post('/api/auth/register', { data });
      expect(answer.status()).toBe(201);
      people.push((await answer.json()) as { user: { id: string } });
    }
    const created = await contexts[0]?.request.post('/api/chats/', {
      data: { kind: 'direct', memberIds: [people[1]?.user.id] },
    });
    const { id } = chatSchema.parse(await created?.json());
    const [adas, bobs] = await Promise.all(
      contexts.map(async (context) => {
        const page = await context.newPage();
        await page.goto(`/chats/${id}`);
        return new ChatPage(page);
      }),
    );
    if (!adas || !bobs) throw new Error('Two pages are needed.');
    await adas.say('before the restart');
    await bobs.hears('before the restart');
    // A file is on its way: its first part is there, and the second never gets there.
    const isStopped = Promise.withResolvers<void>();
    const offsets: (string | undefined)[] = [];
    await adas.page.route('**/api/uploads/*', async (route) => {
      const isPart = route.request().method() === 'PATCH';
      if (isPart) offsets.push(route.request().headers()['upload-offset']);
      if (!isPart || offsets.length !== 2) return await route.continue();
      await isStopped.promise;
      await route.abort();
    });
    await adas.page.getByRole('button', { name: 'Attach files' }).waitFor();
    const file = { name: 'film.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(2_500_000, 7) };
    await adas.page.getByLabel('Files to attach').setInputFiles([file]);
    await expect.poll(() => offsets).toEqual(['0', '1048576']);
    await first.stop('SIGKILL');
    isStopped.resolve();
    await bobs.say('into the void');
    await using second = await startServerProcess(folder, { RATE_LIMITS: 'off' });
    proxy.aim(portOf(second.url));
    await adas.hears('before the restart', 'into the void');
    await adas.say('after the restart');
    await bobs.hears('before the restart', 'into the void', 'after the restart');
    const told = (await (await contexts[1]?.request.get(`/api/chats/${id}/messages`))?.json()) as MessagePage;
    expect(told.messages.at(-1)?.files).toMatchObject([{ name: 'film.bin', size: 2_500_000 }]);
    // What the first server had, the second has too.
    expect(offsets.slice(2)).not.toContain('0');
    for (const context of contexts) await context.close();
  } finally {
    await first.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a page that sleeps while others talk shows everything when it wakes', async ({
  server,
  equip,
  enrol,
  startChat,
}) => {
  await using proxy = await startTcpProxy(portOf(server.url));
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Night shift');
  await ada.page.goto(`http://127.0.0.1:${proxy.port}/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  await expect(mine.composer).toBeVisible();
  proxy.cut();
  for (let index = 0; index < 150; index += 1) {
    const data = { content: `night ${index}` };
    const answer = await bob.request.post(`/api/chats/${chat.id}/messages`, { data });
    expect(answer.status()).toBe(201);
  }
  proxy.heal();
  await mine.hears('night 149');
  await expect(mine.chat('Night shift')).toContainText('night 149');
});
