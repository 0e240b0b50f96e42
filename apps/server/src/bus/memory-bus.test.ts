import { busContract } from './bus.contract.ts';
import { createMemoryBus } from './memory-bus.ts';

busContract('in-process', () => {
  const bus = createMemoryBus();
  return Promise.resolve({ here: bus, there: bus, [Symbol.asyncDispose]: () => bus.close() });
});
