import type { Scenario } from '../context.ts';
import { measureSends } from './measure-sends.ts';
import { sendsInFlight, withPairsOnNodes } from './pairs.ts';

export const clusterSendsName = 'durable one-on-one on nodes, full load';

/** The work of `direct-sends` at full load, on PostgreSQL with one node and with two. */
export const clusterSends: Scenario = {
  name: 'cluster-sends',
  needsBackends: true,
  async run(context) {
    for (const nodes of [1, 2]) {
      await withPairsOnNodes(context, nodes, async (stage) => {
        await measureSends(stage, clusterSendsName, { inFlight: sendsInFlight });
      });
    }
  },
};
