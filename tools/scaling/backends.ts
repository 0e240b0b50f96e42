import type { Costs } from './costs.ts';
import type { Demand } from './demand.ts';
import type { Spread } from './spread.ts';
import type { Machines, Workload } from './workload.ts';

export interface PostgresLoad {
  /** Transactions that write. */
  commits: number;
  cores: { writes: number; recheckChats: number; recheckSessions: number; reads: number };
  walBytes: number;
  storedBytesPerDay: number;
  connections: number;
  /** Machines for the writes and reads of people, were nothing looked at again and again. */
  serversWithoutRecheck: number;
  /** Machines for everything. */
  servers: number;
}

export function postgresLoadOf(
  demand: Demand,
  spread: Spread,
  costs: Costs,
  { machines, workload }: { machines: Machines; workload: Workload },
): PostgresLoad {
  const { messages, readMoves, pages, resumes, chatsPerPerson, connections } = demand;
  const coresFor = (micros: number): number => micros / 1e6;
  const cores = {
    // As if nobody's messages met in a batch: so it is where many nodes have few messages each.
    writes: coresFor(messages * costs.postgresSendMicros + readMoves * costs.postgresReadMoveMicros),
    recheckChats: coresFor(spread.heads * costs.postgresHeadMicros) / machines.compareSeconds,
    recheckSessions: coresFor(connections * costs.postgresSessionMicros) / machines.recheckSeconds,
    reads: coresFor(pages * costs.postgresPageMicros + resumes * chatsPerPerson * costs.postgresResumeMicrosPerChat),
  };
  const usable = machines.postgresCores * machines.usableShare;
  const own = cores.writes + cores.reads;
  return {
    commits: messages + readMoves,
    cores,
    walBytes: messages * costs.walBytesPerSend + readMoves * costs.walBytesPerReadMove,
    storedBytesPerDay: messages * 3_600 * workload.busyHoursPerDay * costs.storedBytesPerMessage,
    connections: spread.nodes * machines.postgresConnectionsPerNode,
    serversWithoutRecheck: Math.ceil(own / usable),
    servers: Math.ceil((own + cores.recheckChats + cores.recheckSessions) / usable),
  };
}

export interface RedisLoad {
  published: number;
  pushed: number;
  cores: { events: number; toAllNodes: number; presence: number };
  bitsOut: number;
  subscriptionBytes: number;
}

export function redisLoadOf(demand: Demand, spread: Spread, costs: Costs): RedisLoad {
  const { publishes, pushes, nodes, broadcasts, lookUps, channels, personTopics } = spread;
  const published = publishes.changes + publishes.small;
  const pushed = pushes.changes + pushes.small;
  const toAll = broadcasts * nodes;
  const lookUpMicros = costs.redisLookUpMicros + Math.max(0, nodes - 2) * costs.redisLookUpMicrosPerNode;
  return {
    published,
    pushed,
    cores: {
      events: (published * costs.redisPublishMicros + (pushed - toAll) * costs.redisPushMicros) / 1e6,
      toAllNodes: (toAll * costs.redisPushMicros) / 1e6,
      presence: (demand.arrivals * costs.redisComeAndGoMicros + lookUps * lookUpMicros) / 1e6,
    },
    bitsOut: 8 * (pushes.changes * costs.changePushBytes + pushes.small * costs.smallPushBytes),
    subscriptionBytes: (channels + personTopics) * costs.redisSubscriptionBytes,
  };
}
