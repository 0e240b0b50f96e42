import { expect, test } from 'vitest';
import { CommitOrder } from './commit-order.ts';

test('[D4] work on one chat keeps its order, work on another does not wait for it', async () => {
  const order = new CommitOrder();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = order.run(['a', 'b'], async () => {
    await gate.promise;
    done.push('first');
  });
  const second = order.run(['b'], async () => void done.push('second'));
  const third = order.run(['b', 'c'], async () => void done.push('third'));
  await order.run(['d'], async () => void done.push('elsewhere'));
  gate.resolve();
  await Promise.all([first, second, third]);
  expect(done).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('work that fails lets the next go on', async () => {
  const order = new CommitOrder();
  const failing = order.run(['a'], () => Promise.reject(new Error('no')));
  const next = order.run(['a'], () => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
