import { createClient } from '@confab/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A second node: it does not close what both stand on. */
async function startNeighbour(): Promise<TestServer> {
  const { storage, bus, sharedSets } = server.parts;
  const stay = { close: () => Promise.resolve() };
  return await startServer(
    {},
    {
      storage: { ...storage, ...stay },
      bus: { ...bus, ...stay },
      sharedSets: { ...sharedSets, ...stay },
    },
  );
}

describe('[D19] on another node of the same database and bus', () => {
  test('a session that is cached there ends as soon as it ends here', async () => {
    await using neighbour = await startNeighbour();
    const ada = await server.register('ada');
    const there = api(neighbour.url, ada.token);
    expect((await there.call('GET', '/api/auth/me')).status).toBe(200);
    expect((await ada.api.call('POST', '/api/auth/logout')).status).toBe(204);
    expect((await there.call('GET', '/api/auth/me')).status).toBe(401);
  });

  test('[A4] a changed password ends the cached sessions and open sockets there', async () => {
    await using neighbour = await startNeighbour();
    const ada = await server.register('ada');
    const { body } = await server.fetch<{ token: string }>('POST', '/api/auth/login', {
      username: ada.user.username,
      password: 'correct horse ada',
    });
    const there = api(neighbour.url, body.token);
    const ticket = await there.must<{ ticket: string }>('POST', '/api/auth/ws-ticket');
    const socket = new WebSocket(`${neighbour.url.replace('http', 'ws')}/api/ws?ticket=${ticket.ticket}`);
    const closed = Promise.withResolvers<number>();
    const opened = Promise.withResolvers<void>();
    socket.addEventListener('open', () => opened.resolve());
    socket.addEventListener('close', ({ code }) => closed.resolve(code));
    await opened.promise;
    await ada.api.must('POST', '/api/auth/password', {
      currentPassword: 'correct horse ada',
      newPassword: 'staple battery horse',
    });
    expect(await closed.promise).toBe(4001);
    expect((await there.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await ada.api.call('GET', '/api/auth/me')).status).toBe(200);
  });
});

test('[A4] a file that is being downloaded breaks off for whoever is logged out, whichever way', async () => {
  const ada = await server.register('ada');
  // More than what waits in between for a reader who does not read.
  const bytes = new Blob([new Uint8Array(24 * 1_024 * 1_024)]);
  const fileId = await createClient({ baseUrl: server.url, token: ada.token }).uploadFile(bytes, { name: 'film.bin' });
  const answer = await fetch(`${server.url}/api/files/${fileId}`, {
    headers: { authorization: `Bearer ${ada.token}` },
  });
  expect(answer.status).toBe(200);
  await ada.api.must('POST', '/api/auth/logout');
  const readSlowly = async (): Promise<void> => {
    for await (const _ of answer.body ?? []) await server.fetch('GET', '/api/place');
  };
  await expect(readSlowly()).rejects.toThrow('terminated');
});
