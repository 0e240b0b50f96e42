import type { Presence } from './occupancy.ts';
import type { Random } from './random.ts';

/** Puts the connections of a chat's members onto nodes at random, again and again: the nodes that have one, on average. */
export function simulatePlacement(presence: Presence, trials: number, random: Random): number {
  let total = 0;
  for (let trial = 0; trial < trials; trial++) total += placeOnce(presence, random);
  return total / trials;
}

function placeOnce({ members, connectedShare, twoDevicesShare, nodes }: Presence, random: Random): number {
  const used = new Set<number>();
  for (let member = 0; member < members; member++) {
    if (random() >= connectedShare) continue;
    const devices = random() < twoDevicesShare ? 2 : 1;
    for (let device = 0; device < devices; device++) used.add(Math.floor(random() * nodes));
  }
  return used.size;
}
