import { sharedSetsContract } from './shared-sets.contract.ts';
import { createMemorySharedSets } from './shared-sets.ts';

sharedSetsContract('in-process', () => {
  const sets = createMemorySharedSets();
  return Promise.resolve({ here: sets, there: sets, [Symbol.asyncDispose]: () => sets.close() });
});
