import { afterEach, expect, test, vi } from 'vitest';
import { noteVisit, takeSilentPush } from './silent-pushes.ts';

afterEach(() => void vi.useRealTimers());

test('a few pushes may show nothing after a visit, for a day: fewer than a browser puts up with', async () => {
  vi.useFakeTimers();
  const kept = new Map<string, Response>();
  vi.stubGlobal('caches', {
    match: async (key: string) => kept.get(key)?.clone(),
    open: async () => ({ put: async (key: string, value: Response) => void kept.set(key, value) }),
  });
  expect(await takeSilentPush()).toBe(false);
  await noteVisit();
  const taken = [];
  for (let push = 0; push < 8; push++) taken.push(await takeSilentPush());
  expect(taken).toEqual([true, true, true, true, true, true, false, false]);
  await noteVisit();
  expect(await takeSilentPush()).toBe(true);
  vi.advanceTimersByTime(86_400_001);
  expect(await takeSilentPush()).toBe(false);
});
