import { sum } from './demand.ts';
import type { Random } from './random.ts';
import { simulateStorm, type Storm, type StormResult } from './simulate-storm.ts';
import type { Setting, Step } from './step.ts';

/** Enough for an average; the others are like them. */
const mostClients = 60_000;

/** One node dies, and its people spread over those that are left. Null where none is. */
export function nodeDies(step: Step, { costs }: Setting, random: Random): StormResult | null {
  const { nodes } = step.spread;
  if (nodes === 1) return null;
  const clients = Math.round(step.demand.connections / nodes);
  return simulateStorm(
    { clients, nodes: nodes - 1, freeShare: freeShareOf(step, nodes - 1), resumeMicros: costs.resumeMicros },
    random,
  );
}

/** Everybody is cut off, as by a restart of what stands before the nodes, and all nodes are there. */
export function everybodyReturns(step: Step, { costs }: Setting, random: Random): StormResult {
  const { nodes } = step.spread;
  const perNode = step.demand.connections / nodes;
  const simulated = Math.max(1, Math.min(nodes, Math.floor(mostClients / perNode)));
  const storm: Storm = {
    clients: Math.round(perNode * simulated),
    nodes: simulated,
    freeShare: freeShareOf(step, nodes),
    resumeMicros: costs.resumeMicros,
  };
  return simulateStorm(storm, random);
}

/** CPU of PostgreSQL for all of them, in seconds of one core. */
export function postgresCoreSeconds(step: Step, { costs }: Setting): number {
  return (step.demand.connections * step.demand.chatsPerPerson * costs.postgresResumeMicrosPerChat) / 1e6;
}

/**
 * What is left of a core beside the people's own work, and of that one half: the looking through of all chats goes on
 * in the other, query by query.
 */
function freeShareOf({ nodeLoad }: Step, nodes: number): number {
  const { recheck, ...own } = nodeLoad.cores;
  const left = 1 - sum(Object.values(own)) / nodes - nodeLoad.coresOfEach;
  return Math.max(0.05, recheck > 0 ? left / 2 : left);
}
