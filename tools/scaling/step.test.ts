import { expect, test } from 'vitest';
import { recordedCosts } from './costs.ts';
import { demandOf, sum } from './demand.ts';
import { nodeLoadOf } from './node-load.ts';
import { nodesNeeded, smallestEnough } from './nodes-needed.ts';
import { spreadOver } from './spread.ts';
import { type Setting, stepOf } from './step.ts';
import { machines, workload } from './workload.ts';

const setting: Setting = { costs: recordedCosts(), workload, machines };

test('all messages go to some kind of chat', () => {
  expect(sum(workload.chatKinds.map(({ shareOfMessages }) => shareOfMessages))).toBeCloseTo(1, 12);
});

test('twice the people send and get twice the messages, by any number of nodes', () => {
  const [one, two] = [demandOf(50_000, workload), demandOf(100_000, workload)];
  expect(two.messages).toBeCloseTo(2 * one.messages, 9);
  expect(two.deliveries).toBeCloseTo(2 * one.deliveries, 9);
});

test.each([10_000, 250_000, 2_000_000])('%d people need so many nodes, and one less is not enough', (people) => {
  const { demand, spread, needed } = stepOf(people, setting);
  expect(needed.all).toBeLessThanOrEqual(spread.nodes);
  const fewer = spreadOver(spread.nodes - 1, demand, workload);
  const { all } = nodesNeeded(nodeLoadOf(demand, fewer, setting.costs, machines), demand.connections, machines);
  expect(all).toBeGreaterThan(spread.nodes - 1);
});

test('where each node is busy with what all others tell it, no number of nodes is enough', () => {
  const costs = { ...setting.costs, nodeReceiveMicros: 500_000 };
  const { needed, spread } = stepOf(100_000, { ...setting, costs });
  expect(needed.all).toBe(Number.POSITIVE_INFINITY);
  expect(spread.nodes).toBe(15);
  expect(smallestEnough(() => Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

test('looking for lost events less often takes cores from nodes and database, and nothing else', () => {
  const often = stepOf(1_000_000, setting);
  const seldom = stepOf(1_000_000, { ...setting, machines: { ...machines, compareSeconds: 30, recheckSeconds: 8 } });
  expect(seldom.needed.cpu).toBeLessThan(often.needed.cpu);
  expect(seldom.postgres.cores.recheckSessions).toBeCloseTo(often.postgres.cores.recheckSessions / 10, 9);
  expect(seldom.postgres.cores.writes).toBe(often.postgres.cores.writes);
});
