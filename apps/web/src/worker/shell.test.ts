import { expect, test, vi } from 'vitest';

vi.stubGlobal('CONFAB_BUILD', 'own');
vi.stubGlobal('CONFAB_SHELL', ['/assets/main-1.js']);
const { dropUnusedShells, fillShell } = await import('./shell.ts');

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
