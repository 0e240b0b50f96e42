import { expect, test } from 'vitest';
import { createLogger } from './monitoring/index.ts';
import { createShutdown } from './shutdown.ts';

const logger = createLogger({ level: 'silent' });

test('steps run once, in order, and one that fails or hangs does not keep the next back', async () => {
  const done: string[] = [];
  const shutdown = createShutdown({ logger, withinMs: 50 });
  shutdown.add('one', () => void done.push('one'));
  shutdown.add('fails', () => Promise.reject(new Error('no')));
  shutdown.add('throws', () => {
    throw new Error('no');
  });
  shutdown.add('hangs', () => new Promise(() => {}));
  shutdown.add('last', async () => void done.push('last'));
  expect(shutdown.isStopping).toBe(false);
  await Promise.all([shutdown.run(), shutdown.run()]);
  expect(shutdown.isStopping).toBe(true);
  expect(done).toEqual(['one', 'last']);
});
