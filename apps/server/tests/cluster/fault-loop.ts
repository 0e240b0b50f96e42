import { setTimeout as pause } from 'node:timers/promises';
import { seedPeople } from '../seed-people.ts';
import { Cluster, type ClusterNode } from './cluster.ts';
import { Conversation } from './conversation.ts';

export interface FaultRound {
  round: number;
  faults: readonly string[];
  sent: number;
  longestAwayMs: number;
  longestUnacknowledgedMs: number;
  violations: readonly string[];
}

interface Fault {
  name: string;
  strike(cluster: Cluster, node: ClusterNode): unknown;
}

/** How things break. Nodes are mended by `Cluster.repair`, PostgreSQL and Redis by being started. */
const faults: readonly Fault[] = [
  { name: 'a node is killed', strike: (_, { process }) => process.end('SIGKILL') },
  { name: 'a node is stopped', strike: (_, { process }) => process.end('SIGTERM') },
  { name: 'Redis is killed', strike: ({ redis }) => redis.stop() },
  // Killed before, it is empty when it is back.
  { name: 'Redis is emptied', strike: ({ redis }) => redis.run('FLUSHALL').catch(() => {}) },
  { name: 'a node is cut off from Redis', strike: (_, { redis }) => redis.cut() },
  { name: 'a node waits for Redis', strike: (_, { redis }) => redis.stall() },
  { name: 'a node loses events', strike: (_, { lostEvents }) => (lostEvents.isOn = true) },
  { name: 'PostgreSQL crashes', strike: ({ postgres }) => postgres.stop('SIGQUIT') },
  { name: 'a node is cut off from PostgreSQL', strike: (_, { postgres }) => postgres.cut() },
  { name: 'a node waits for PostgreSQL', strike: (_, { postgres }) => postgres.stall() },
  {
    name: 'a node hears nothing more on its connections to PostgreSQL',
    strike: (_, { postgres }) => postgres.strand(),
  },
  // The last of a round: a node that stands still would not stop when asked to.
  { name: 'a node stands still', strike: (_, { process }) => process.signal('SIGSTOP') },
];

const longestFaultMs = 8_000;
const longestPauseMs = 1_000;

/** Round after round up to three things break at once while twelve people talk; then all is mended, and judged. */
export async function runFaultLoop(rounds: number, onRound: (round: FaultRound) => void): Promise<void> {
  await using cluster = await Cluster.start();
  const people = await seedPeople(cluster, 12);
  for (let round = 1; round <= rounds; round += 1) {
    await using talk = await Conversation.start(cluster, people);
    await talk.openEverywhere();
    const drawn = new Set(faults.toSorted(() => Math.random() - 0.5).slice(0, 1 + (round % 3)));
    const chosen = faults.filter((fault) => drawn.has(fault));
    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      for (const fault of chosen) {
        await strike(cluster, fault);
        await pause(Math.random() * longestPauseMs);
      }
      await pause(Math.random() * longestFaultMs);
      await mend(cluster);
      await talk.untilShown(30);
    });
    onRound({
      round,
      faults: chosen.map(({ name }) => name),
      violations: [...(await talk.verdict()), ...(await hiddenPeople(talk))],
      sent: talk.clients.reduce((sum, { sent }) => sum + sent.length, 0),
      longestAwayMs: talk.longest('longestAwayMs'),
      longestUnacknowledgedMs: talk.longest('longestUnacknowledgedMs'),
    });
  }
}

/** Everybody still has the chat open, and it takes a moment until everybody is told so. */
async function hiddenPeople(talk: Conversation): Promise<string[]> {
  return await talk.untilActive(talk.clients.length).then(
    () => [],
    (error: unknown) => [String(error)],
  );
}

async function strike(cluster: Cluster, fault: Fault): Promise<void> {
  const running = cluster.nodes.filter(({ process }) => process.isRunning);
  const node = running[Math.floor(Math.random() * running.length)];
  if (node) await fault.strike(cluster, node);
}

async function mend(cluster: Cluster): Promise<void> {
  await cluster.redis.run('PING').catch(() => cluster.redis.start());
  if (cluster.postgres.pid === 0) await cluster.postgres.resume();
  await cluster.repair();
}
