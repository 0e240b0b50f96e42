import { expect, test } from 'vitest';
import { busContract } from './bus.contract.ts';
import { createMemoryBus } from './memory-bus.ts';

busContract('in-process', () => {
  const bus = createMemoryBus();
  return Promise.resolve({ here: bus, there: bus, [Symbol.asyncDispose]: () => bus.close() });
});

test('a subscriber that fails keeps an event neither from the others nor from its publisher’s success', async () => {
  const failures: unknown[] = [];
  const heard: unknown[] = [];
  const bus = createMemoryBus((error) => failures.push(error));
  const fault = new Error('broken');
  await bus.subscribe('nodes', () => {
    throw fault;
  });
  await bus.subscribe('nodes', (event) => heard.push(event));
  bus.publish('nodes', { type: 'user-changed', userId: 'ada' });
  expect(heard).toEqual([{ type: 'user-changed', userId: 'ada' }]);
  expect(failures).toEqual([fault]);
  await bus.close();
});
