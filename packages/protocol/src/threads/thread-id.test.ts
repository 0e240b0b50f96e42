import { expect, test } from 'vitest';
import { doorOf, isThreadId, rootOf, threadIdOf } from './thread-id.ts';

test('the id of a thread says where it begins', () => {
  const id = threadIdOf('cAb_-9', 46);
  expect([isThreadId(id), doorOf(id), rootOf(id)]).toEqual([true, 'cAb_-9', { chatId: 'cAb_-9', seq: 46 }]);
  expect([isThreadId('cAb_-9'), doorOf('cAb_-9')]).toEqual([false, 'cAb_-9']);
});

test.each(['', 'c', '~1', 'c~', 'c~0', 'c~01', 'c~1~2', 'c~A', 'c~zzzzzzzzzzz', 'c~1.5'])('%s is no thread', (id) => {
  expect(rootOf(id)).toBeNull();
});
