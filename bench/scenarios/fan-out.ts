import { setTimeout as sleep } from 'node:timers/promises';
import { addRow, type Context, type Scenario } from '../context.ts';
import { compareReadings, connectAll, poll, sampleSome, takeReading } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { compareBacking, readBacking } from '../measure/backing.ts';
import { monotonicMicros } from '../measure/clock.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { median } from '../measure/median.ts';
import type { Figures } from '../results.ts';
import type { RunningSubject, Subject } from '../subjects/subject.ts';

const inFlights = [1, 32];
const contentBytes = 200;
const sampledClients = 32;

/** One sender speaks to a group; everybody in it, the sender too, gets every message. */
export const fanOut: Scenario = {
  name: 'fan-out',
  async run(context) {
    const subjects = [context.confab, ...context.peers];
    for (const size of context.settings.fanOutSizes) {
      await compareFanOut(context, { subjects, size, nameOf: (inFlight) => scenarioName(size, inFlight) });
    }
  },
};

export interface FanOutComparison {
  subjects: Subject[];
  /** Connections. */
  size: number;
  /** Of the rows. */
  nameOf: (inFlight: number) => string;
}

interface Sample {
  inFlight: number;
  figures: Figures;
  notes: string[];
}

/** The servers take turns. */
export async function compareFanOut(context: Context, { subjects, size, nameOf }: FanOutComparison): Promise<void> {
  const samples = new Map<Subject, Sample[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < context.settings.rounds; round++) {
    for (const subject of subjects) samples.get(subject)?.push(...(await measureSubject(context, subject, size)));
  }
  for (const inFlight of inFlights) {
    for (const [subject, all] of samples) {
      const mine = all.filter((sample) => sample.inFlight === inFlight);
      addRow(context, {
        scenario: nameOf(inFlight),
        unit: 'deliveries',
        subject: subject.name,
        figures: mediansOf(mine.map((sample) => sample.figures)),
        notes: [...new Set(mine.flatMap((sample) => sample.notes))],
      });
    }
  }
}

export function scenarioName(size: number, inFlight: number): string {
  return `fan-out to ${size.toLocaleString('en')}, ${inFlight} in flight`;
}

async function measureSubject(context: Context, subject: Subject, size: number): Promise<Sample[]> {
  await using server = await subject.startGroup(size);
  await using pool = new LoadPool(context.settings.loadProcesses);
  await using pilot = new LoadPool(1);
  const [sender, ...receivers] = sampleSome(server.clients, sampledClients);
  await connectAll(pool, server, receivers);
  // The sender joins last: where a server writes in the order of joining, its copy is the last one of each round.
  await connectAll(pilot, server, sender ? [sender] : []);
  const samples: Sample[] = [];
  for (const inFlight of inFlights) {
    const { figures, notes } = await measureEcho(context, { server, pool, pilot, size }, inFlight);
    samples.push({ inFlight, figures, notes });
  }
  await pool.all('cut', () => ({}));
  return samples;
}

export interface EchoStage {
  server: RunningSubject;
  pool: LoadPool;
  pilot: LoadPool;
  size: number;
}

/** One sender speaks for a while, and everybody gets it. */
export async function measureEcho(
  { settings }: Context,
  stage: EchoStage,
  inFlight: number,
): Promise<{ figures: Figures; notes: string[] }> {
  const { server, pool } = stage;
  await echo(stage, inFlight, settings.warmMs);
  await pool.all('latencies', () => ({}));
  await server.readStallMs();
  const before = await takeReading(pool, server.pids);
  const backingBefore = readBacking(server.backing);
  const { deliveries, missing, seconds } = await echo(stage, inFlight, settings.measureMs);
  const after = await takeReading(pool, server.pids);
  const backing = { before: backingBefore, after: readBacking(server.backing) };
  const stallMs = await server.readStallMs();
  const latencies = await pool.all('latencies', () => ({}));
  const delivered = mergeHistograms(latencies.map((latency) => latency.delivered));
  return {
    figures: {
      perSecond: deliveries / seconds,
      cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1000) / deliveries,
      p50Ms: delivered.percentile(50) / 1000,
      p99Ms: delivered.percentile(99) / 1000,
      rssMb: after.server.rssBytes / 2 ** 20,
      stallMs,
      ...compareBacking(server.backing, backing, deliveries),
    },
    notes: [
      ...server.notes,
      ...compareReadings(before, after).notes,
      ...(missing === 0 ? [] : [`${missing} DELIVERIES MISSING`]),
      ...(await stage.pilot.complaints()),
      ...(await pool.complaints()),
    ],
  };
}

/**
 * Sends for `sendMs`, then waits until everything has arrived: the time is that of all of it, so that a server which writes in
 * bursts of seconds is measured over whole bursts.
 */
async function echo(
  { server, pool, pilot, size }: EchoStage,
  inFlight: number,
  sendMs: number,
): Promise<{ deliveries: number; missing: number; seconds: number }> {
  const countedBefore = await countMessages(pool);
  const from = monotonicMicros();
  await pilot.all('startEcho', () => ({ chatId: server.chatId, inFlight, contentBytes }));
  await sleep(sendMs);
  const sent = sum((await pilot.all('stopEcho', () => ({}))).map((result) => result.sent));
  const due = sent * (size - 1);
  await poll(async () => (await countMessages(pool)).messages - countedBefore.messages >= due, 30_000);
  const counted = await countMessages(pool);
  const returned = sum((await pilot.all('stopEcho', () => ({}))).map((result) => result.returned));
  const arrived = counted.messages - countedBefore.messages;
  return {
    deliveries: arrived + returned,
    missing: due - arrived,
    seconds: (counted.lastMicros - from) / 1e6,
  };
}

async function countMessages(pool: LoadPool): Promise<{ messages: number; lastMicros: number }> {
  const counters = await pool.all('counters', () => ({}));
  return {
    messages: sum(counters.map(({ messages }) => messages)),
    lastMicros: Math.max(...counters.map(({ lastMessageMicros }) => lastMessageMicros)),
  };
}

function mediansOf(all: readonly Figures[]): Figures {
  const names = [...new Set(all.flatMap((figures) => Object.keys(figures)))] as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, median(all.map((figures) => figures[name] ?? Number.NaN))]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
