import { postgresLoadOf, type PostgresLoad, redisLoadOf, type RedisLoad } from './backends.ts';
import type { Costs } from './costs.ts';
import { type Demand, demandOf } from './demand.ts';
import { type NodeLoad, nodeLoadOf } from './node-load.ts';
import { nodesNeeded, type NodesNeeded, smallestEnough } from './nodes-needed.ts';
import { type Spread, spreadOver } from './spread.ts';
import type { Machines, Workload } from './workload.ts';

export interface Setting {
  costs: Costs;
  workload: Workload;
  machines: Machines;
}

/** So many connected people, and all that follows. */
export interface Step {
  demand: Demand;
  spread: Spread;
  nodeLoad: NodeLoad;
  needed: NodesNeeded;
  postgres: PostgresLoad;
  redis: RedisLoad;
}

export function stepOf(people: number, setting: Setting): Step {
  const { costs, workload, machines } = setting;
  const demand = demandOf(people, workload);
  const nodes = smallestEnough((count) => loadOn(count, demand, setting).needed.all);
  // Where no number is enough the rest is told for as many as the connections alone ask for.
  const on = loadOn(
    Number.isFinite(nodes) ? nodes : Math.ceil(demand.connections / machines.connectionsPerNode),
    demand,
    setting,
  );
  return {
    demand,
    ...on,
    postgres: postgresLoadOf(demand, on.spread, costs, { machines, workload }),
    redis: redisLoadOf(demand, on.spread, costs),
  };
}

function loadOn(
  nodes: number,
  demand: Demand,
  { costs, workload, machines }: Setting,
): Pick<Step, 'spread' | 'nodeLoad' | 'needed'> {
  const spread = spreadOver(nodes, demand, workload);
  const nodeLoad = nodeLoadOf(demand, spread, costs, machines);
  return { spread, nodeLoad, needed: nodesNeeded(nodeLoad, demand.connections, machines) };
}
