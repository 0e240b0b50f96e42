import type { Setting, Step } from './step.ts';

/** One chat of very many people, all with an account on the server of the given step. */
export interface HugeChat {
  members: number;
  connections: number;
  nodes: number;
  /** For one message. */
  message: { deliveryCoreSeconds: number; msOfEachNode: number; bytesOut: number; redisMs: number };
  /** Everybody who is connected reads it once. */
  reading: { postgresCoreSeconds: number; pushes: number; redisCoreSeconds: number };
  descriptionBytes: number;
  /** Somebody who as many connections show comes online. */
  presence: { deliveryCoreSeconds: number; bytesOut: number };
}

export function hugeChatOf(members: number, step: Step, { costs, workload, machines }: Setting): HugeChat {
  const { nodes } = step.spread;
  const people = members * workload.connectedShare;
  const connections = people * step.demand.connectionsPerPerson;
  const deliveryCoreSeconds = (connections * costs.deliveryMicros) / 1e6;
  const pushes = people * nodes;
  return {
    members,
    connections,
    nodes,
    message: {
      deliveryCoreSeconds,
      msOfEachNode: (deliveryCoreSeconds / nodes) * 1_000,
      bytesOut: connections * (costs.messageFrameBytes + machines.packetBytes),
      redisMs: (costs.redisPublishMicros + nodes * costs.redisPushMicros) / 1_000,
    },
    reading: {
      postgresCoreSeconds: (people * costs.postgresReadMoveMicros) / 1e6,
      pushes,
      redisCoreSeconds: (pushes * costs.redisPushMicros) / 1e6,
    },
    descriptionBytes: members * costs.memberBytes,
    presence: {
      deliveryCoreSeconds: (members * costs.deliveryMicros) / 1e6,
      bytesOut: members * (costs.smallFrameBytes + machines.packetBytes),
    },
  };
}
