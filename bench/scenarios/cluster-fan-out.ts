import type { Scenario } from '../context.ts';
import { clusterSubject, oneNodeName } from '../subjects/cluster.ts';
import { compareFanOut } from './fan-out.ts';

const size = 500;

export const clusterFanOutName = (inFlight: number): string => `fan-out to ${size} on nodes, ${inFlight} in flight`;

/** The work of `fan-out`: all connections on one node with SQLite, then half of them on each of two nodes. */
export const clusterFanOut: Scenario = {
  name: 'cluster-fan-out',
  needsBackends: true,
  async run(context) {
    const subjects = [{ ...context.confab, name: oneNodeName }, clusterSubject(context, 2)];
    await compareFanOut(context, { subjects, size, nameOf: clusterFanOutName });
  },
};
