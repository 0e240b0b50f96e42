interface Cost {
  value: number;
  unit: 'µs' | 'bytes' | 'per second';
  what: string;
  /** Measures it anew. */
  command: string;
  measuredOn: string;
}

const bench = (scenario: string, measuredOn = '2026-11-23'): Pick<Cost, 'command' | 'measuredOn'> => ({
  command: `npm run bench -- ${scenario}`,
  measuredOn,
});
const here = (part: string, measuredOn = '2026-11-23'): Pick<Cost, 'command' | 'measuredOn'> => ({
  command: `node tools/scaling/measure/main.ts ${part}`,
  measuredOn,
});
const micros = (value: number, what: string, by: Pick<Cost, 'command' | 'measuredOn'>): Cost => ({
  value,
  unit: 'µs',
  what,
  ...by,
});
const bytes = (value: number, what: string, by: Pick<Cost, 'command' | 'measuredOn'>): Cost => ({
  value,
  unit: 'bytes',
  what,
  ...by,
});
const rate = (value: number, what: string, by: Pick<Cost, 'command' | 'measuredOn'>): Cost => ({
  value,
  unit: 'per second',
  what,
  ...by,
});

/**
 * Everything that the model knows of Confab: a figure, what it counts and the command that measured it. CPU in µs of one core.
 * To bring it up to date run the commands, put the figures in, and then the tables that `--markdown` prints into
 * docs/scaling.md.
 */
export const costs = {
  deliveryMicros: micros(14.4, 'one change to one connection, each in a write of its own', bench('fan-out')),
  joinedDeliveryMicros: micros(0.62, 'the same with 32 changes under way: many share a write', bench('fan-out')),
  connectionBytes: bytes(6_800, 'resident memory of an idle connection', bench('idle')),
  sendMicros: micros(67, 'one durable send on SQLite, all of the process', bench('direct-sends')),
  pageMicros: micros(488, 'one page of 50 messages over REST', bench('reads')),
  pageBytes: bytes(20_173, 'its answer', bench('reads')),
  resumeMicros: micros(870, 'connect, authenticate, resume with four chats', bench('reconnect-storm')),

  idleConnectionMicrosPerSecond: micros(4.7, 'each second of a connection that says nothing', here('idle')),
  channelBytes: bytes(1_836, 'heap for a chat that somebody on the node follows', here('memory')),

  messageFrameBytes: bytes(406, 'a message of 80 characters to a client', here('bytes')),
  ackFrameBytes: bytes(188, 'its acknowledgement', here('bytes')),
  sendCommandBytes: bytes(198, 'the command that sent it', here('bytes')),
  smallFrameBytes: bytes(116, 'a read position; typing and presence are no larger', here('bytes')),
  memberBytes: bytes(249, 'one member in the description of a chat', here('bytes')),
  changePublishBytes: bytes(536, 'a message to Redis', here('bytes')),
  changePushBytes: bytes(536, 'a message from Redis to a node', here('bytes')),
  smallPublishBytes: bytes(243, 'a read position to Redis', here('bytes')),
  smallPushBytes: bytes(243, 'a read position from Redis to a node', here('bytes')),

  postgresSendMicros: micros(740, 'PostgreSQL, a send alone in its transaction', here('postgres')),
  postgresBatchedSendMicros: micros(69, 'PostgreSQL, each of 100 sends in one transaction', here('postgres')),
  postgresCommitsPerSecond: rate(1_150, 'lone sends, 8 transactions at once', here('postgres')),
  postgresBatchedSendsPerSecond: rate(10_000, 'sends in transactions of 100, two at once', here('postgres')),
  oneChatCommitsPerSecond: rate(769, 'lone sends of two nodes into one chat', here('postgres')),
  oneChatBatchedSendsPerSecond: rate(10_500, 'sends of two nodes into one chat, 100 a transaction', here('postgres')),
  walBytesPerSend: bytes(1_070, 'write-ahead log for a send', here('postgres')),
  storedBytesPerMessage: bytes(620, 'tables and indexes for a message of 80 characters', here('postgres')),
  postgresReadMoveMicros: micros(560, 'PostgreSQL, a read position alone in its transaction', here('postgres')),
  walBytesPerReadMove: bytes(196, 'write-ahead log for a read position', here('postgres')),
  postgresHeadMicros: micros(1.8, 'PostgreSQL, the position of one chat, read with 400 others', here('postgres')),
  postgresSessionMicros: micros(3.5, 'PostgreSQL, one session, read with 500 others', here('postgres')),
  postgresPageMicros: micros(300, 'PostgreSQL, a page of 50 messages', here('postgres')),
  postgresResumeMicrosPerChat: micros(8.3, 'PostgreSQL, for each chat of somebody who resumes', here('postgres')),
  nodeCommitMicros: micros(270, 'node, a lone send handed to PostgreSQL', here('postgres')),
  nodeReadMoveMicros: micros(225, 'node, a read position handed to PostgreSQL', here('postgres')),
  nodeHeadMicros: micros(3, 'node, the position of one chat', here('postgres')),
  nodeSessionMicros: micros(6, 'node, one session', here('postgres')),

  redisPublishMicros: micros(9, 'Redis, a message that is published', here('redis')),
  redisPushMicros: micros(1.2, 'Redis, for each node that hears it', here('redis')),
  nodePublishMicros: micros(58, 'node, a message that it publishes', here('redis')),
  nodeReceiveMicros: micros(6, 'node, a message that it hears', here('redis')),
  redisSubscriptionBytes: bytes(273, 'Redis, memory for a chat that a node listens to', here('redis')),
  redisComeAndGoMicros: micros(62, 'Redis, somebody comes online and goes again', here('redis')),
  redisLookUpMicros: micros(60, 'Redis, who of some is online, with two nodes', here('redis')),
  redisLookUpMicrosPerNode: micros(1.5, 'Redis, the same, for each node more', here('redis')),
} satisfies Record<string, Cost>;

export type CostId = keyof typeof costs;
export type Costs = Readonly<Record<CostId, number>>;

export const costIds = Object.keys(costs) as CostId[];

export function recordedCosts(): Costs {
  const values: Partial<Record<CostId, number>> = {};
  for (const id of costIds) values[id] = costs[id].value;
  return values as Costs;
}
