import { setTimeout as sleep } from 'node:timers/promises';
import { addRow, type Context, type Scenario } from '../context.ts';
import { compareReadings, connectAll, poll, takeReading } from '../load/drive.ts';
import { LoadPool, share } from '../load/pool.ts';
import type { SendArgs } from '../load/wire.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf, type SeedPlan } from '../seed.ts';
import { SeededFolders, startConfab, type RunningConfab } from '../subjects/confab.ts';

const chats = 200;
const contentBytes = 128;
/** Of each sender at full load. */
const inFlight = 16;

export const directSendsNames = {
  full: 'durable one-on-one, full load',
  half: 'durable one-on-one, half load',
  at: (rate: number) => `durable one-on-one, ${rate.toLocaleString('en')}/s`,
};

/** 200 pairs: one speaks, the other listens. Every send is acknowledged when it is on the disk. */
export const directSends: Scenario = {
  name: 'direct-sends',
  async run(context) {
    const plan = pairs();
    const folder = await new SeededFolders(context.workFolder).make('pairs', plan);
    await using confab = await startConfab(folder);
    await using pool = new LoadPool(context.settings.loadProcesses);
    const people = Array.from({ length: chats * 2 }, (_, person) => placeOf(plan, person));
    const clients = people.map((client, person) => ({ ...client, sampled: person >= chats }));
    await connectAll(pool, { port: confab.port, dialect: 'confab' }, clients);
    const stage = { context, confab, pool };
    const full = await measureSends(stage, directSendsNames.full, { inFlight });
    for (const rate of [1_000, 5_000]) await measureSends(stage, directSendsNames.at(rate), { ratePerSecond: rate });
    await measureSends(stage, directSendsNames.half, { ratePerSecond: Math.round(full / 2) });
    await pool.all('cut', () => ({}));
  },
};

/** The speakers are the people 0 to 199, their listeners those after them. */
function pairs(): SeedPlan {
  return {
    people: chats * 2,
    chats: Array.from({ length: chats }, (_, chat) => ({ kind: 'direct', members: [chat, chats + chat], messages: 1 })),
  };
}

interface Stage {
  context: Context;
  confab: RunningConfab;
  pool: LoadPool;
}

/** Answers the acknowledged sends per second. */
async function measureSends(
  { context, confab, pool }: Stage,
  scenario: string,
  pace: { inFlight: number } | { ratePerSecond: number },
): Promise<number> {
  const { warmMs, measureMs } = context.settings;
  const size = pool.processes.length;
  const refusedBefore = sum((await pool.all('counters', () => ({}))).map((counter) => counter.errors));
  await pool.all('startSends', (place) => ({ ...sendArgs(place, size), ...shareOfPace(pace, size) }));
  await sleep(warmMs);
  await pool.all('latencies', () => ({}));
  await readStallMs(confab.port);
  const before = await takeReading(pool, confab.server.pid);
  await sleep(measureMs);
  const after = await takeReading(pool, confab.server.pid);
  const stallMs = await readStallMs(confab.port);
  const latencies = await pool.all('latencies', () => ({}));
  const sent = await pool.all('stopSends', () => ({}));
  const notes = await noteUnanswered(pool, sum(sent.map((result) => result.sent)), refusedBefore);
  const window = compareReadings(before, after);
  const delivered = mergeHistograms(latencies.map((latency) => latency.delivered));
  const lateness = mergeHistograms(sent.map((result) => result.lateness));
  if (lateness.count > 0)
    notes.push(`the load itself sent ${(lateness.percentile(50) / 1000).toFixed(2)} ms late (p50)`);
  addRow(context, {
    scenario,
    unit: 'sends',
    subject: ourName,
    figures: {
      perSecond: window.acksPerSecond,
      cpuMicros: (window.serverCores * 1e6) / window.acksPerSecond,
      p50Ms: delivered.percentile(50) / 1000,
      p99Ms: delivered.percentile(99) / 1000,
      rssMb: after.server.rssBytes / 2 ** 20,
      stallMs,
    },
    notes: [...window.notes, ...notes],
  });
  return window.acksPerSecond;
}

function sendArgs(place: number, size: number): SendArgs {
  const all = Array.from({ length: chats * 2 }, (_, person) => (person < chats ? chatId(person) : null));
  return { chatIds: share(all, place, size), contentBytes };
}

function shareOfPace(pace: { inFlight: number } | { ratePerSecond: number }, size: number): Partial<SendArgs> {
  return 'ratePerSecond' in pace ? { ratePerSecond: pace.ratePerSecond / size } : pace;
}

/** Waits for what is under way; what never comes is told. */
async function noteUnanswered(pool: LoadPool, sent: number, refusedBefore: number): Promise<string[]> {
  const acknowledged = async (): Promise<number> =>
    sum((await pool.all('stopSends', () => ({}))).map((result) => result.acknowledged));
  const isComplete = await poll(async () => (await acknowledged()) >= sent, 10_000);
  const counters = await pool.all('counters', () => ({}));
  const error = counters.find((counter) => counter.firstError !== null)?.firstError;
  const refused = sum(counters.map((counter) => counter.errors)) - refusedBefore;
  return [
    ...(isComplete ? [] : [`${sent - (await acknowledged())} sends were never answered`]),
    ...(refused > 0 ? [`${refused} refused, the first with ${error}`] : []),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
