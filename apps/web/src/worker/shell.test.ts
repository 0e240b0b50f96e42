import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// What the build puts into the worker; the module reads the one as it is loaded.
const stubBuild = (): void => {
  vi.stubGlobal('CONFAB_BUILD', 'own');
  vi.stubGlobal('CONFAB_SHELL', ['/assets/main-1.js']);
};
stubBuild();
const { answerPage, dropUnusedShells, fillShell } = await import('./shell.ts');

beforeEach(stubBuild);
afterEach(() => void vi.useRealTimers());

/** `CacheStorage`, as far as it is used. */
function stubCaches(...names: string[]): Set<string> {
  const kept = new Set(names);
  vi.stubGlobal('caches', {
    has: async (name: string) => kept.has(name),
    keys: async () => [...kept],
    delete: async (name: string) => kept.delete(name),
    open: async (name: string) => {
      kept.add(name);
      return { addAll: async () => undefined, put: async () => undefined };
    },
  });
  return kept;
}

test('files of builds that no open page is of are forgotten, and nothing else', async () => {
  const kept = stubCaches('confab-shell own', 'confab-shell open', 'confab-shell gone', 'confab-person');
  vi.stubGlobal('navigator', { locks: { query: async () => ({ held: [{ name: 'confab-shell open' }] }) } });
  await dropUnusedShells();
  expect([...kept]).toEqual(['confab-shell own', 'confab-shell open', 'confab-person']);
});

test.each([
  ['the page of another build', '<meta name="confab-build" content="other" />', 200],
  ['no page', 'no', 502],
])('%s is not kept as that of this one, and nothing of it', async (_what, body, status) => {
  const kept = stubCaches('confab-shell before');
  vi.stubGlobal('fetch', async () => new Response(body, { status }));
  await expect(fillShell()).rejects.toThrow('another build');
  expect([...kept]).toEqual(['confab-shell before']);
});

test('a build whose files are here already keeps them when its page can’t be fetched again', async () => {
  const kept = stubCaches('confab-shell own');
  vi.stubGlobal('fetch', async () => await Promise.reject(new TypeError('Failed to fetch')));
  await expect(fillShell()).rejects.toThrow('Failed to fetch');
  expect([...kept]).toEqual(['confab-shell own']);
});

const asked = { request: {} as Request, preloadResponse: Promise.resolve(undefined) };

test.each([
  ['the server is away', async () => await Promise.reject(new TypeError('Failed to fetch'))],
  ['a proxy stands in its place', async () => new Response('', { status: 502 })],
  ['nobody answers in time', async () => await new Promise<never>(() => undefined)],
])('where %s, a page is the one that is kept, of whichever build', async (_why, answer) => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('caches', {
    match: async (_page: string, { cacheName }: { cacheName?: string }) =>
      cacheName === undefined ? new Response('of another build') : undefined,
  });
  const answered = answerPage(asked);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await (await answered).text()).toBe('of another build');
});

test('with no page kept one is told what the server says, however late that is', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.stubGlobal('caches', { match: async () => undefined });
  vi.stubGlobal('fetch', async () => await Promise.reject(new TypeError('Failed to fetch')));
  await expect(answerPage(asked)).rejects.toThrow('Failed to fetch');
  const late = Promise.withResolvers<Response>();
  vi.stubGlobal('fetch', async () => await late.promise);
  const answered = answerPage(asked);
  await vi.advanceTimersByTimeAsync(8_000);
  late.resolve(new Response('late'));
  expect(await (await answered).text()).toBe('late');
});
