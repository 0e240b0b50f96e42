import { expect, test } from 'vitest';
import { createMemorySharedSets } from '../bus/shared-sets.ts';
import { AttentiveUsers } from './attentive-users.ts';

const unexpected = (error: unknown): never => {
  throw error;
};

test('somebody is attentive for a minute after the last thing that they did, on whichever node', async () => {
  let now = 0;
  const sets = createMemorySharedSets();
  const clock = { monotonicNow: () => now };
  const [here, there] = [1, 2].map(() => new AttentiveUsers({ sets, clock, onError: unexpected }));
  here?.noticed('ada');
  expect(await there?.isAttentive('ada')).toBe(true);
  expect(await there?.isAttentive('bob')).toBe(false);
  now = 50_000;
  here?.noticed('ada');
  now = 100_000;
  here?.sweep();
  expect(await there?.isAttentive('ada')).toBe(true);
  now = 110_000;
  here?.sweep();
  expect(await there?.isAttentive('ada')).toBe(false);
});

test('whoever leaves is not, and comes back as somebody who is', async () => {
  const sets = createMemorySharedSets();
  const users = new AttentiveUsers({ sets, clock: { monotonicNow: () => 0 }, onError: unexpected });
  users.noticed('ada');
  users.left('ada');
  expect(await users.isAttentive('ada')).toBe(false);
  users.noticed('ada');
  expect(await users.isAttentive('ada')).toBe(true);
});
