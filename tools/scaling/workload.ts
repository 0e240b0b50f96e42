/** One kind of chat. */
export interface ChatKind {
  name: string;
  members: number;
  /** How many of them a person is in. */
  perPerson: number;
  /** Of all messages. */
  shareOfMessages: number;
}

/**
 * The work, as people are assumed to do it in the busiest hour of the day. These are assumptions and not measurements:
 * whoever knows his own people puts his own numbers here.
 */
export interface Workload {
  /** Of all people with an account, so of each chat's members, these have a live connection. */
  connectedShare: number;
  /** Of the connected people, these have two devices connected, the others one. */
  twoDevicesShare: number;
  /** Of the connected people, these write. */
  activeShare: number;
  messagesPerActiveHour: number;
  /** Pages of history; each belongs to a chat that is opened and, later, closed. */
  pagesPerActiveHour: number;
  /** Read positions that move: more than messages are written, since one message is read by many. */
  readMovesPerActiveHour: number;
  typingFramesPerMessage: number;
  /** How often a connection ends and comes back. */
  reconnectsPerHour: number;
  /** Of the connections in a chat that something happens in, these have it open. */
  openShare: number;
  /** Connections that show whether a person is online. */
  watchersPerPerson: number;
  chatKinds: readonly ChatKind[];
  /** A day has as many messages as so many of its busiest hours. */
  busyHoursPerDay: number;
}

export const workload: Workload = {
  connectedShare: 0.5,
  twoDevicesShare: 0.5,
  activeShare: 0.25,
  messagesPerActiveHour: 30,
  pagesPerActiveHour: 20,
  readMovesPerActiveHour: 60,
  typingFramesPerMessage: 2,
  reconnectsPerHour: 1,
  openShare: 0.1,
  watchersPerPerson: 20,
  chatKinds: [
    { name: 'direct', members: 2, perPerson: 15, shareOfMessages: 0.6 },
    { name: 'small', members: 8, perPerson: 8, shareOfMessages: 0.3 },
    { name: 'large', members: 200, perPerson: 4, shareOfMessages: 0.0995 },
    { name: 'huge', members: 10_000, perPerson: 1, shareOfMessages: 0.0005 },
  ],
  busyHoursPerDay: 8,
};

/** What the machines are assumed to be, and how full they may get. */
export interface Machines {
  /** Of CPU, memory and network. */
  usableShare: number;
  /** A node is one process, and what it does for its people runs on one core. */
  nodeMemoryBytes: number;
  nodeNetworkBitsPerSecond: number;
  /** As many as the benchmark has opened on one process. */
  connectionsPerNode: number;
  postgresCores: number;
  /** The pool of a node, and the connection that holds its claim on the database. */
  postgresConnectionsPerNode: number;
  /** Between two looks at the position of every open chat. */
  compareSeconds: number;
  /** Between two looks at every session. */
  recheckSeconds: number;
  /** IPv4 20, TCP 20 and 12 of options, TLS 1.3 22, for each frame. */
  packetBytes: number;
  /** Server and client both ask a silent peer for a sign of life. */
  heartbeatSeconds: number;
}

export const machines: Machines = {
  usableShare: 0.5,
  nodeMemoryBytes: 4 * 2 ** 30,
  nodeNetworkBitsPerSecond: 1e9,
  connectionsPerNode: 10_000,
  postgresCores: 32,
  postgresConnectionsPerNode: 11,
  compareSeconds: 3,
  recheckSeconds: 0.8,
  packetBytes: 74,
  heartbeatSeconds: 10,
};
