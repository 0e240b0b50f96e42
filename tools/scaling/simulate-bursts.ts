import type { Demand } from './demand.ts';
import { drawPoisson, drawPoissonFromOne, type Random } from './random.ts';

export interface Bursts {
  /** Deliveries of one node: on average, and in the busiest of so many seconds. */
  mean: number;
  busiest: number;
  /** The most that one message alone brought to the node. */
  largest: number;
}

/**
 * One node, second by second. Messages come independently of each other, and each brings as many deliveries as members of
 * its chat happen to be here: a mean hides that one message to a huge chat is more than all others of its second.
 */
export function simulateBursts(demand: Demand, nodes: number, seconds: number, random: Random): Bursts {
  let [total, busiest, largest] = [0, 0, 0];
  for (let second = 0; second < seconds; second++) {
    let deliveries = 0;
    for (const { messages, deliveriesPerMessage } of demand.kinds) {
      const here = deliveriesPerMessage / nodes;
      // Only messages that reach this node at all are drawn one by one.
      const reaching = drawPoisson(messages * -Math.expm1(-here), random);
      for (let message = 0; message < reaching; message++) {
        const count = drawPoissonFromOne(here, random);
        deliveries += count;
        largest = Math.max(largest, count);
      }
    }
    total += deliveries;
    busiest = Math.max(busiest, deliveries);
  }
  return { mean: total / seconds, busiest, largest };
}
