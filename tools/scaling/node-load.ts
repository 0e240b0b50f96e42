import type { Costs } from './costs.ts';
import type { Demand } from './demand.ts';
import type { Spread } from './spread.ts';
import type { Machines } from './workload.ts';

/** What all nodes together need, but `coresOfEach`, which each of them needs however many there are. */
export interface NodeLoad {
  cores: { deliveries: number; sends: number; recheck: number; bus: number; other: number };
  coresOfEach: number;
  memoryBytes: number;
  bytesOut: number;
  bytesIn: number;
}

const microsPerSecond = 1e6;
/** Of the websocket, with nothing in them: to the client, and masked to the server. */
const pingBytes = 2;
const pongBytes = 6;

export function nodeLoadOf(demand: Demand, spread: Spread, costs: Costs, machines: Machines): NodeLoad {
  return {
    cores: coresOf(demand, spread, costs, machines),
    coresOfEach: (spread.broadcasts * costs.nodeReceiveMicros) / microsPerSecond,
    memoryBytes: demand.connections * costs.connectionBytes + spread.channels * costs.channelBytes,
    ...networkOf(demand, costs, machines),
  };
}

function coresOf(
  demand: Demand,
  spread: Spread,
  costs: Costs,
  { compareSeconds, recheckSeconds }: Machines,
): NodeLoad['cores'] {
  const { publishes, pushes, nodes, broadcasts } = spread;
  const micros = {
    deliveries: (demand.deliveries + demand.smallDeliveries) * costs.deliveryMicros,
    sends: demand.messages * (costs.sendMicros + costs.nodeCommitMicros) + demand.readMoves * costs.nodeReadMoveMicros,
    recheck:
      (spread.heads * costs.nodeHeadMicros) / compareSeconds +
      (demand.connections * costs.nodeSessionMicros) / recheckSeconds,
    bus:
      (publishes.changes + publishes.small) * costs.nodePublishMicros +
      (pushes.changes + pushes.small - broadcasts * nodes) * costs.nodeReceiveMicros,
    other:
      demand.pages * costs.pageMicros +
      demand.resumes * costs.resumeMicros +
      demand.connections * costs.idleConnectionMicrosPerSecond,
  };
  return {
    deliveries: micros.deliveries / microsPerSecond,
    sends: micros.sends / microsPerSecond,
    recheck: micros.recheck / microsPerSecond,
    bus: micros.bus / microsPerSecond,
    other: micros.other / microsPerSecond,
  };
}

/** Between the nodes and the people's devices. */
function networkOf(
  demand: Demand,
  costs: Costs,
  { packetBytes, heartbeatSeconds }: Machines,
): { bytesOut: number; bytesIn: number } {
  const heartbeats = demand.connections / heartbeatSeconds;
  return {
    bytesOut:
      demand.deliveries * (costs.messageFrameBytes + packetBytes) +
      demand.smallDeliveries * (costs.smallFrameBytes + packetBytes) +
      demand.messages * (costs.ackFrameBytes + packetBytes) +
      demand.pages * (costs.pageBytes + packetBytes) +
      // The own read position in every chat.
      demand.resumes * demand.chatsPerPerson * costs.smallFrameBytes +
      heartbeats * (pingBytes + packetBytes),
    bytesIn:
      demand.messages * (costs.sendCommandBytes + packetBytes) +
      (demand.readMoves + demand.typingFrames) * (costs.smallFrameBytes + packetBytes) +
      heartbeats * (pongBytes + packetBytes),
  };
}
