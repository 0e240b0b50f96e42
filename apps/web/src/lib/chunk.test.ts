import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createChunk } from './chunk.ts';

/** A server that is away until told otherwise: neither the file nor the word of its version comes. */
function awayServer() {
  let isThere = false;
  vi.stubGlobal('fetch', () =>
    isThere ? Promise.resolve(new Response('{}', { status: 200 })) : Promise.reject(new TypeError('away')),
  );
  return {
    comeBack: () => (isThere = true),
    load: () => (isThere ? Promise.resolve({ made: 'of the module' }) : Promise.reject(new TypeError('away'))),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'https://chat.example.org' });
  vi.stubGlobal('navigator', { onLine: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is wanted while the server is away comes by itself when it is back, whoever tells of it', async () => {
  const server = awayServer();
  const chunk = createChunk(server.load);
  chunk.subscribe(() => undefined);
  void chunk.fetch();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(chunk.read()).toEqual({ status: 'failed', failure: 'network' });
  server.comeBack();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(chunk.read()).toEqual({ status: 'here', value: { made: 'of the module' } });
});

test('what nobody wants any more is not asked for', async () => {
  const server = awayServer();
  const load = vi.fn<typeof server.load>(server.load);
  const chunk = createChunk(load);
  const stop = chunk.subscribe(() => undefined);
  void chunk.fetch();
  await vi.advanceTimersByTimeAsync(3_000);
  stop();
  expect(chunk.read()).toEqual({ status: 'waiting' });
  load.mockClear();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(load).not.toHaveBeenCalled();
});

test('a server that is back by the time it is asked for its version gives it after all', async () => {
  const server = awayServer();
  const chunk = createChunk(server.load);
  chunk.subscribe(() => undefined);
  void chunk.fetch();
  await vi.advanceTimersByTimeAsync(0);
  vi.stubGlobal('fetch', () => {
    server.comeBack();
    return Promise.resolve(new Response('{}', { status: 200 }));
  });
  await vi.advanceTimersByTimeAsync(1_500);
  expect(chunk.read().status).toBe('here');
});
