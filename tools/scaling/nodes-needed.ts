import { sum } from './demand.ts';
import type { NodeLoad } from './node-load.ts';
import type { Machines } from './workload.ts';

export interface NodesNeeded {
  cpu: number;
  memory: number;
  connections: number;
  network: number;
  /** The most of them, and whole. */
  all: number;
}

/** Infinity where what each node does for all others takes up all that it may use. */
export function nodesNeeded(load: NodeLoad, connections: number, machines: Machines): NodesNeeded {
  const { usableShare } = machines;
  const left = usableShare - load.coresOfEach;
  const needed = {
    cpu: left > 0 ? sum(Object.values(load.cores)) / left : Number.POSITIVE_INFINITY,
    memory: load.memoryBytes / (machines.nodeMemoryBytes * usableShare),
    connections: connections / machines.connectionsPerNode,
    network: (load.bytesOut * 8) / (machines.nodeNetworkBitsPerSecond * usableShare),
  };
  return { ...needed, all: Math.ceil(Math.max(...Object.values(needed))) };
}

/**
 * The smallest number of nodes that is enough for the load that it brings with it: more nodes hear more of each other.
 * The load grows with the nodes, so that going up from one never passes the answer by.
 */
export function smallestEnough(needed: (nodes: number) => number): number {
  let nodes = 1;
  for (;;) {
    const enough = needed(nodes);
    if (enough <= nodes || !Number.isFinite(enough)) return Math.max(enough, nodes);
    nodes = enough;
  }
}
