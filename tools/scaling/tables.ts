import { costs as recorded, costIds } from './costs.ts';
import { sum } from './demand.ts';
import { bits, bytes, count, markdownTable, percent } from './format.ts';
import { hugeChatOf } from './huge-chat.ts';
import { seededRandom } from './random.ts';
import { simulateBursts } from './simulate-bursts.ts';
import { type Setting, type Step, stepOf } from './step.ts';
import { everybodyReturns, nodeDies, postgresCoreSeconds } from './storms.ts';

export const documentedSteps = [10_000, 100_000, 1_000_000, 10_000_000];
/** The interval with which the second row of nodes is computed. */
const seldomSeconds = 60;
const burstSeconds = 3_600;
const hugeMembers = 1_000_000;

interface Column {
  step: Step;
  seldom: Step;
  setting: Setting;
  seed: number;
}

type Row = [label: string, cell: (column: Column) => string];

const work: Row[] = [
  ['**Work in the busiest hour**', () => ''],
  ['connections', ({ step }) => count(step.demand.connections)],
  ['messages sent a second', ({ step }) => count(step.demand.messages)],
  ['messages delivered a second', ({ step }) => count(step.demand.deliveries)],
  ['read positions moved a second', ({ step }) => count(step.demand.readMoves)],
  ['to people’s devices, out and in', ({ step }) => `${bits(step.nodeLoad.bytesOut)}, ${bits(step.nodeLoad.bytesIn)}`],
];

const nodes: Row[] = [
  ['**Nodes**, half of one core each', ({ step }) => `**${count(step.needed.all)}**`],
  ['for CPU alone', ({ step }) => count(step.needed.cpu)],
  ['for memory alone', ({ step }) => count(step.needed.memory)],
  ['for connections alone', ({ step }) => count(step.needed.connections)],
  ['for the network alone', ({ step }) => count(step.needed.network)],
  [
    'of their CPU, to find what the bus may have lost',
    ({ step }) => percent(step.nodeLoad.cores.recheck / sum(Object.values(step.nodeLoad.cores))),
  ],
  [`for CPU alone, if they looked for it each ${seldomSeconds} s`, ({ seldom }) => count(seldom.needed.cpu)],
  ['nodes that a message reaches', ({ step }) => count(step.spread.nodesPerMessage)],
  ['deliveries of a node: mean, busiest second of an hour', (column) => burstsOf(column)],
];

const postgres: Row[] = [
  ['**PostgreSQL**, machines of 32 cores, half used', ({ step }) => `**${count(step.postgres.servers)}**`],
  ['commits a second', ({ step }) => count(step.postgres.commits)],
  ['write-ahead log', ({ step }) => `${bytes(step.postgres.walBytes)}/s`],
  ['messages kept, growth a day', ({ step }) => bytes(step.postgres.storedBytesPerDay)],
  ['cores to write', ({ step }) => count(step.postgres.cores.writes)],
  ['cores for what people read', ({ step }) => count(step.postgres.cores.reads)],
  [
    'cores to find what the bus may have lost',
    ({ step }) => count(step.postgres.cores.recheckChats + step.postgres.cores.recheckSessions),
  ],
  [
    `the same, each ${seldomSeconds} s`,
    ({ seldom }) => count(seldom.postgres.cores.recheckChats + seldom.postgres.cores.recheckSessions),
  ],
  ['connections to it', ({ step }) => count(step.postgres.connections)],
];

const redis: Row[] = [
  ['**Redis**, cores: one is all that it has', ({ step }) => `**${count(sum(Object.values(step.redis.cores)))}**`],
  ['for events', ({ step }) => count(step.redis.cores.events)],
  ['for events to every node', ({ step }) => count(step.redis.cores.toAllNodes)],
  ['to tell who is online', ({ step }) => count(step.redis.cores.presence)],
  ['published a second', ({ step }) => count(step.redis.published)],
  ['pushed to nodes a second', ({ step }) => count(step.redis.pushed)],
  ['out', ({ step }) => bits(step.redis.bitsOut / 8)],
  ['memory for what nodes listen to', ({ step }) => bytes(step.redis.subscriptionBytes)],
];

const storms: Row[] = [
  ['**Coming back**', () => ''],
  [
    'a node dies: its people are back after',
    (column) => secondsOf(nodeDies(column.step, column.setting, randomOf(column))),
  ],
  [
    'everybody at once: back after',
    (column) => secondsOf(everybodyReturns(column.step, column.setting, randomOf(column))),
  ],
  ['for that, seconds of a core of PostgreSQL', ({ step, setting }) => count(postgresCoreSeconds(step, setting))],
];

/** What each number of connected people needs. */
export function stepsTable(steps: readonly number[], setting: Setting, seed: number): string {
  const columns = steps.map((people): Column => {
    const seldomMachines = { ...setting.machines, compareSeconds: seldomSeconds, recheckSeconds: seldomSeconds };
    const seldom = { ...setting, machines: seldomMachines };
    return { step: stepOf(people, setting), seldom: stepOf(people, seldom), setting, seed };
  });
  const rows = [work, nodes, postgres, redis, storms].flat();
  return markdownTable([
    ['Connected people', ...steps.map((people) => people.toLocaleString('en'))],
    ...rows.map(([label, cell]) => [label, ...columns.map(cell)]),
  ]);
}

/** One chat of a million, on the nodes of the largest step. */
export function hugeChatTable(people: number, setting: Setting): string {
  const {
    message,
    reading,
    presence,
    descriptionBytes,
    connections,
    nodes: nodeCount,
  } = hugeChatOf(hugeMembers, stepOf(people, setting), setting);
  const { costs } = setting;
  return markdownTable([
    [`A chat of ${hugeMembers.toLocaleString('en')}, on ${count(nodeCount)} nodes`, 'What it costs'],
    ['connections in it', count(connections)],
    ['one message: CPU of all nodes', `${count(message.deliveryCoreSeconds)} s`],
    ['one message: each node is busy', `${count(message.msOfEachNode)} ms`],
    ['one message: to people’s devices', bytes(message.bytesOut)],
    ['one message: Redis is busy', `${count(message.redisMs)} ms`],
    ['messages a second, two nodes, each alone in its commit', count(costs.oneChatCommitsPerSecond)],
    ['messages a second, two nodes, 100 in a commit', count(costs.oneChatBatchedSendsPerSecond)],
    ['everybody connected reads once: CPU of PostgreSQL', `${count(reading.postgresCoreSeconds)} s`],
    ['everybody connected reads once: Redis is busy', `${count(reading.redisCoreSeconds)} s`],
    ['the list of its members', bytes(descriptionBytes)],
    ['a person whom as many connections show comes online: CPU', `${count(presence.deliveryCoreSeconds)} s`],
  ]);
}

/** What was measured, and how. */
export function costsTable({ costs }: Setting): string {
  return markdownTable([
    ['Cost', 'Value', 'Unit', 'Measured by'],
    ...costIds.map((id) => {
      const { what, unit, command, measuredOn, value } = recorded[id];
      const by = costs[id] === value ? `${command} (${measuredOn})` : 'the figures given';
      return [`${id}: ${what}`, costs[id].toLocaleString('en'), unit, by];
    }),
  ]);
}

function burstsOf({ step, seed }: Column): string {
  const { mean, busiest } = simulateBursts(step.demand, step.spread.nodes, burstSeconds, seededRandom(seed));
  return `${count(mean)}, ${count(busiest)}`;
}

function secondsOf(storm: { seconds: number } | null): string {
  return storm ? `${count(storm.seconds)} s` : 'there is no other';
}

const randomOf = ({ seed }: Column): ReturnType<typeof seededRandom> => seededRandom(seed);
