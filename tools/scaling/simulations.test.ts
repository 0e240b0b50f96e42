import { expect, test } from 'vitest';
import { demandOf } from './demand.ts';
import { EarliestFirst } from './earliest-first.ts';
import { drawPoisson, drawPoissonFromOne, seededRandom } from './random.ts';
import { simulateBursts } from './simulate-bursts.ts';
import { shortestStormSeconds, simulateStorm } from './simulate-storm.ts';
import { workload } from './workload.ts';

test.each([0.1, 3, 400])('what happens %d times on average does, also where it happens at all', (mean) => {
  const random = seededRandom(7);
  const draws = Array.from({ length: 50_000 }, () => drawPoisson(mean, random));
  const atLeastOnce = Array.from({ length: 50_000 }, () => drawPoissonFromOne(mean, random));
  expect(average(draws) / mean).toBeCloseTo(1, 1);
  expect(average(atLeastOnce) / (mean / (1 - Math.exp(-mean)))).toBeCloseTo(1, 1);
  expect(Math.min(...atLeastOnce)).toBeGreaterThanOrEqual(1);
});

test.each([
  { people: 10_000, nodes: 2 },
  { people: 1_000_000, nodes: 150 },
])('second by second a node of $nodes gets its share of the deliveries', ({ people, nodes }) => {
  const demand = demandOf(people, workload);
  const { mean, busiest } = simulateBursts(demand, nodes, 2_000, seededRandom(3));
  expect(mean / (demand.deliveries / nodes)).toBeGreaterThan(0.9);
  expect(mean / (demand.deliveries / nodes)).toBeLessThan(1.1);
  expect(busiest).toBeGreaterThan(mean);
});

test('the earliest event is taken first', () => {
  const random = seededRandom(5);
  const queue = new EarliestFirst<{ at: number }>();
  for (let event = 0; event < 500; event++) queue.add({ at: random() });
  const taken = Array.from({ length: 500 }, () => queue.take()?.at ?? Number.NaN);
  expect(taken).toEqual(taken.toSorted((left, right) => left - right));
  expect(queue.take()).toBeUndefined();
});

test('all come back, in little more than the time that the work takes', () => {
  const storm = { clients: 20_000, nodes: 4, freeShare: 0.5, resumeMicros: 1_000 };
  const shortest = shortestStormSeconds(storm);
  const { seconds, medianSeconds } = simulateStorm(storm, seededRandom(1));
  expect(shortest).toBeCloseTo(10, 6);
  expect(seconds).toBeGreaterThan(shortest);
  expect(seconds).toBeLessThan(shortest * 1.15);
  expect(medianSeconds).toBeLessThan(seconds * 0.6);
});

test('few clients come back as fast as their backoff lets them', () => {
  const { seconds } = simulateStorm({ clients: 50, nodes: 10, freeShare: 1, resumeMicros: 100 }, seededRandom(1));
  expect(seconds).toBeGreaterThan(0.2);
  expect(seconds).toBeLessThan(0.26);
});

test('where too many come to one node, tries are given up and all come back nevertheless', () => {
  const storm = { clients: 30_000, nodes: 1, freeShare: 1, resumeMicros: 1_000 };
  const { seconds, failedTries } = simulateStorm(storm, seededRandom(1));
  expect(failedTries).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThan(60);
});

test('the same seed gives the same numbers', () => {
  const storm = { clients: 1_000, nodes: 3, freeShare: 0.5, resumeMicros: 1_000 };
  expect(simulateStorm(storm, seededRandom(9))).toEqual(simulateStorm(storm, seededRandom(9)));
});

function average(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
