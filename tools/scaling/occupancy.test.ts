import { expect, test } from 'vitest';
import { distinctNodes, nodesOfChat, nodesOfMessage } from './occupancy.ts';
import { seededRandom } from './random.ts';
import { simulatePlacement } from './simulate-placement.ts';

test('members with one device each, all connected, are on k(1-(1-1/k)^n) nodes', () => {
  const presence = { members: 8, connectedShare: 1, twoDevicesShare: 0, nodes: 5 };
  expect(nodesOfChat(presence)).toBeCloseTo(distinctNodes(8, 5), 12);
  expect(distinctNodes(1, 5)).toBeCloseTo(1, 12);
  expect(distinctNodes(1_000_000, 5)).toBeCloseTo(5, 12);
});

test.each([
  { members: 2, nodes: 2 },
  { members: 8, nodes: 15 },
  { members: 200, nodes: 100 },
  { members: 200, nodes: 3_000 },
])('placing the connections of $members members on $nodes nodes gives what the formula says', ({ members, nodes }) => {
  const presence = { members, nodes, connectedShare: 0.5, twoDevicesShare: 0.5 };
  const simulated = simulatePlacement(presence, Math.ceil(200_000 / members), seededRandom(members * nodes));
  expect(simulated / nodesOfChat(presence)).toBeGreaterThan(0.98);
  expect(simulated / nodesOfChat(presence)).toBeLessThan(1.02);
});

test('a message reaches at least the node of who sent it, and more than a chat has on average', () => {
  const presence = { members: 2, nodes: 50, connectedShare: 0.01, twoDevicesShare: 0 };
  expect(nodesOfMessage(presence)).toBeGreaterThan(1);
  expect(nodesOfMessage(presence)).toBeGreaterThan(nodesOfChat(presence));
});
