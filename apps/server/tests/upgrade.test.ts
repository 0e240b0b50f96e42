import { performance } from 'node:perf_hooks';
import { afterAll, expect, test, vi } from 'vitest';
import { registerAll, startDirect } from './api.ts';
import { joinChat, refusal } from './sockets.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

test('[A4] a session that ends while its socket is being let in does not keep the socket', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const { log } = server.parts.storage;
  const readHeads = log.readHeads.bind(log);
  // The last that is waited for before the upgrade: who asks has been checked by then.
  using spy = vi.spyOn(log, 'readHeads').mockImplementationOnce(async (chatIds) => {
    expect((await ada.api.call('POST', '/api/auth/logout')).status).toBe(204);
    return readHeads(chatIds);
  });
  const socket = await joinChat(server.url, chat.id, ada);
  expect(spy).toHaveBeenCalled();
  expect(await socket.closed()).toMatchObject({ code: 4001 });
});

test('[A28] a path made of slashes is refused as fast as any other', async () => {
  const timeOf = async (filling: string): Promise<number> => {
    const startedAt = performance.now();
    for (let round = 0; round < 10; round += 1) {
      expect((await refusal(`${server.url}/api/${filling.repeat(12_000)}x`)).status).toBe(404);
    }
    return performance.now() - startedAt;
  };
  const usualMs = await timeOf('a');
  expect(await timeOf('/')).toBeLessThan(Math.max(1_000, usualMs * 10));
});
