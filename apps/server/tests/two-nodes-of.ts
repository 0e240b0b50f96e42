import { inject } from 'vitest';
import { createLocalRateStore } from '../src/bus/rate-store.ts';
import { type House, listFeatures } from '../src/features.ts';
import { openShared } from './on-postgres/open-parts.ts';
import { startServer, type TestServer } from './start-server.ts';

/** Two nodes on one database, with what their features stand on. */
export interface TwoNodes extends AsyncDisposable {
  nodes: readonly [TestServer, TestServer];
  house: House;
}

/** On PostgreSQL they share Redis; on SQLite, where an operator has one node, the bus of one process. */
export async function startTwoNodes(environment: Readonly<Record<string, string>> = {}): Promise<TwoNodes> {
  const houses: House[] = [];
  const features = (house: House) => {
    houses.push(house);
    return listFeatures(house);
  };
  const close = (): Promise<void> => Promise.resolve();
  const rateStore = inject('backends') ? {} : { rateStore: createLocalRateStore(() => performance.now()) };
  const first = await startServer(environment, { ...rateStore, features });
  const { storage, bus, sharedSets } = first.parts;
  const shared = inject('backends')
    ? await openShared(storage)
    : { bus: { ...bus, close }, sharedSets: { ...sharedSets, close }, ...rateStore };
  const second = await startServer(environment, { ...shared, storage: { ...storage, close }, features });
  const [house] = houses;
  if (!house) throw new Error('No node was started.');
  return {
    nodes: [first, second],
    house,
    async [Symbol.asyncDispose]() {
      await second.close();
      await first.close();
    },
  };
}
