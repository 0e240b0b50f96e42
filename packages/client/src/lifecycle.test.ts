import { afterEach, expect, test, vi } from 'vitest';
import { systemLifecycle } from './lifecycle.ts';

afterEach(() => vi.unstubAllGlobals());

test('a network that comes or goes has the connection looked at, until nobody listens', () => {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  const run = vi.fn<() => void>();
  const stop = systemLifecycle.onWake(run);
  page.dispatchEvent(new Event('offline'));
  expect(run).toHaveBeenCalledTimes(1);
  page.dispatchEvent(new Event('online'));
  expect(run).toHaveBeenCalledTimes(2);
  stop();
  page.dispatchEvent(new Event('offline'));
  expect(run).toHaveBeenCalledTimes(2);
});
