import type { Scenario } from '../context.ts';
import { measureSends } from './measure-sends.ts';
import { withPairsOnNodes } from './pairs.ts';

const ratePerSecond = 1_000;

export const crossNodeName = `from one node to another, ${ratePerSecond.toLocaleString('en')}/s`;

/** 200 pairs whose two people are on different nodes: from the send to the other's screen, the commit included. */
export const crossNode: Scenario = {
  name: 'cross-node',
  needsBackends: true,
  async run(context) {
    await withPairsOnNodes(context, 2, async (stage) => {
      await measureSends(stage, crossNodeName, { ratePerSecond });
    });
  },
};
