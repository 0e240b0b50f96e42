import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest';
import { seedPeople } from '../seed-people.ts';
import { Cluster } from './cluster.ts';
import type { Given } from './given.ts';
import { describeNodeFaults } from './node-faults.ts';
import { describePushes } from './push-kill.ts';
import { describeServiceFaults } from './service-faults.ts';

vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let running: Given | undefined;
const given = (): Given => {
  if (!running) throw new Error('The cluster is not running.');
  return running;
};
beforeAll(async () => {
  const cluster = await Cluster.start();
  running = { cluster, people: await seedPeople(cluster, 6) };
});
beforeEach(() => given().cluster.repair());
afterAll(async () => running?.cluster[Symbol.asyncDispose]());

describe('three nodes', () => {
  describePushes(given);
  describeNodeFaults(given);
});
describe('three nodes and what they stand on', () => {
  describeServiceFaults(given);
});
