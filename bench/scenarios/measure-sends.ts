import { setTimeout as sleep } from 'node:timers/promises';
import { addRow, type Context } from '../context.ts';
import { compareReadings, poll, type Servers, takeReading } from '../load/drive.ts';
import { type LoadPool, share } from '../load/pool.ts';
import type { Counters, SendArgs } from '../load/wire.ts';
import { type Backing, compareBacking, readBacking } from '../measure/backing.ts';
import { mergeHistograms } from '../measure/histogram.ts';

const contentBytes = 128;

/** A server with everybody connected to it. */
export interface SendStage {
  context: Context;
  pool: LoadPool;
  server: Servers & { pids: number[]; backing: readonly Backing[]; readStallMs(): Promise<number> };
  /** What the row calls the server. */
  subject: string;
  /** Of each client, in the order in which they were shared out: the chat that it speaks in. */
  chatIds: readonly (string | null)[];
}

/** Of each speaker at full load, or of all together. */
export type Pace = { inFlight: number } | { ratePerSecond: number };

/** Adds a row, and answers the acknowledged sends per second. */
export async function measureSends(stage: SendStage, scenario: string, pace: Pace): Promise<number> {
  const { context, pool, server, subject } = stage;
  const { warmMs, measureMs } = context.settings;
  const countersBefore = await pool.all('counters', () => ({}));
  await pool.all('startSends', (place) => sendArgs(stage, pace, place));
  await sleep(warmMs);
  await pool.all('latencies', () => ({}));
  await server.readStallMs();
  const before = await takeReading(pool, server.pids);
  const backingBefore = readBacking(server.backing);
  await sleep(measureMs);
  const after = await takeReading(pool, server.pids);
  const backing = { before: backingBefore, after: readBacking(server.backing) };
  const stallMs = await server.readStallMs();
  const latencies = await pool.all('latencies', () => ({}));
  const sent = await pool.all('stopSends', () => ({}));
  const notes = await noteTrouble(pool, sum(sent.map((result) => result.sent)), countersBefore);
  const window = compareReadings(before, after);
  const acknowledged = (window.acksPerSecond * (after.server.at - before.server.at)) / 1000;
  const delivered = mergeHistograms(latencies.map((latency) => latency.delivered));
  const lateness = mergeHistograms(sent.map((result) => result.lateness));
  if (lateness.count > 0)
    notes.push(`the load itself sent ${(lateness.percentile(50) / 1000).toFixed(2)} ms late (p50)`);
  addRow(context, {
    scenario,
    unit: 'sends',
    subject,
    figures: {
      perSecond: window.acksPerSecond,
      cpuMicros: (window.serverCores * 1e6) / window.acksPerSecond,
      p50Ms: delivered.percentile(50) / 1000,
      p99Ms: delivered.percentile(99) / 1000,
      rssMb: after.server.rssBytes / 2 ** 20,
      stallMs,
      ...compareBacking(server.backing, backing, acknowledged),
    },
    notes: [...window.notes, ...notes],
  });
  return window.acksPerSecond;
}

function sendArgs({ pool, chatIds }: SendStage, pace: Pace, place: number): SendArgs {
  const size = pool.processes.length;
  const own = 'ratePerSecond' in pace ? { ratePerSecond: pace.ratePerSecond / size } : pace;
  return { chatIds: share(chatIds, place, size), contentBytes, ...own };
}

/** Waits for what is under way; what never comes is told, and what came another way. */
async function noteTrouble(pool: LoadPool, sent: number, before: readonly Counters[]): Promise<string[]> {
  const acknowledged = async (): Promise<number> =>
    sum((await pool.all('stopSends', () => ({}))).map((result) => result.acknowledged));
  const isComplete = await poll(async () => (await acknowledged()) >= sent, 10_000);
  const counters = await pool.all('counters', () => ({}));
  const error = counters.find((counter) => counter.firstError !== null)?.firstError;
  const risenBy = (pick: (counter: Counters) => number): number => sum(counters.map(pick)) - sum(before.map(pick));
  const refused = risenBy((counter) => counter.errors);
  const paged = risenBy((counter) => counter.paged);
  return [
    ...(isComplete ? [] : [`${sent - (await acknowledged())} sends were never answered`]),
    ...(refused > 0 ? [`${refused} refused, the first with ${error}`] : []),
    ...(paged > 0 ? [`${paged.toLocaleString('en')} messages came in pages, after gaps`] : []),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
