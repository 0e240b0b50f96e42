import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addRow, type Context, type Scenario } from '../context.ts';
import { compareReadings, takeReading } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { Histogram, mergeHistograms } from '../measure/histogram.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf, seed, type ChatPlan, type SeedPlan } from '../seed.ts';
import { startConfab, type RunningConfab } from '../subjects/confab.ts';

const directChats = 150;
const groups = 50;
const groupMembers = 10;
const chats = directChats + groups;
const pageSize = 50;
const behind = 50;
/** Chats that were spoken in while somebody was away, and how much was said in each. */
const [spokenIn, missedEach] = [20, 5];
const resumes = 400;
/** Before the sessions in it end. */
const keptForMs = 20 * 24 * 60 * 60 * 1000;
/** Person 0 is in all 200 chats; this one is in one. */
const onlooker = 1;

export const readNames = {
  page: 'history page of 50, one reader',
  pages: 'history page of 50, 32 readers',
  resume: 'resume of one chat, 50 behind',
  resumeAll: 'resume of 200 chats, 20 of them 5 behind',
  resumeAnew: 'resume of 200 chats, none of them known',
  chatList: 'chat list of 200 chats',
};

/** What people read, in a database that has grown. */
export const reads: Scenario = {
  name: 'reads',
  async run(context) {
    const plan = grownPlan(context.settings.historyMessages);
    const folder = await findOrBuild(context, plan);
    await using confab = await startConfab(folder);
    await using pool = new LoadPool(context.settings.loadProcesses);
    const stage = { context, confab, pool, plan };
    const pages = historyPaths(plan);
    await measureHttp(stage, { scenario: readNames.page, unit: 'pages', paths: pages, connections: 1 });
    await measureHttp(stage, { scenario: readNames.pages, unit: 'pages', paths: pages, connections: 32 });
    await measureHttp(stage, { scenario: readNames.chatList, unit: 'lists', paths: ['/api/chats/'], connections: 1 });
    for (const work of resumeWorks) await measureResume(stage, work);
  },
};

function grownPlan(messages: number): SeedPlan {
  const each = messages / chats;
  const direct: ChatPlan[] = Array.from({ length: directChats }, (_, chat) => ({
    kind: 'direct',
    members: [0, 1 + chat],
    messages: each,
  }));
  const grouped: ChatPlan[] = Array.from({ length: groups }, (_, group) => ({
    kind: 'group',
    members: [
      0,
      ...Array.from({ length: groupMembers - 1 }, (_unused, seat) => 2 + ((group * 7 + seat) % (directChats - 1))),
    ],
    messages: each,
  }));
  return { people: directChats + 1, chats: [...direct, ...grouped] };
}

/** The database is built once and kept: its name says what made it. */
async function findOrBuild({ cacheFolder }: Context, plan: SeedPlan): Promise<string> {
  const folder = join(cacheFolder, hashOf(plan));
  if (existsSync(folder) && Date.now() - statSync(folder).birthtimeMs < keptForMs) return folder;
  const unfinished = `${folder}-unfinished`;
  rmSync(cacheFolder, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  console.log('  building the database …');
  const from = performance.now();
  await seed(unfinished, plan);
  console.log(`  built in ${((performance.now() - from) / 1000).toFixed(0)} s, kept for the next time`);
  renameSync(unfinished, folder);
  return folder;
}

function hashOf(plan: SeedPlan): string {
  const hash = createHash('sha256').update(JSON.stringify(plan));
  const sources = ['../seed.ts', '../../apps/server/src/storage/migrations/'];
  for (const source of sources.map((path) => fileURLToPath(new URL(path, import.meta.url)))) {
    const files = statSync(source).isDirectory() ? readdirSync(source).map((name) => join(source, name)) : [source];
    for (const file of files.toSorted()) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Pages from everywhere in every chat, in no order. */
function historyPaths({ chats: plans }: SeedPlan): string[] {
  const paths = Array.from({ length: 5_000 }, (_, turn) => {
    const chat = (turn * 7919) % plans.length;
    const before = pageSize + ((turn * 104_729) % Math.max(1, (plans[chat]?.messages ?? 0) - pageSize));
    return `/api/chats/${chatId(chat)}/messages?limit=${pageSize}&before=${before}`;
  });
  return paths;
}

interface Stage {
  context: Context;
  confab: RunningConfab;
  pool: LoadPool;
  plan: SeedPlan;
}

interface HttpWork {
  scenario: string;
  unit: string;
  paths: string[];
  connections: number;
}

async function measureHttp({ context, confab, pool, plan }: Stage, work: HttpWork): Promise<void> {
  const used = work.connections === 1 ? pool.processes.slice(0, 1) : pool.processes;
  const { token } = placeOf({ ...plan, chats: [] }, 0);
  const run = (seconds: number) =>
    Promise.all(
      used.map((process) =>
        process.call('httpLoad', {
          port: confab.port,
          connections: work.connections / used.length,
          seconds,
          tokens: [token],
          paths: work.paths,
        }),
      ),
    );
  await run(context.settings.warmMs / 1000);
  await readStallMs(confab.port);
  const before = await takeReading(pool, [confab.server.pid]);
  const results = await run(context.settings.measureMs / 1000);
  const after = await takeReading(pool, [confab.server.pid]);
  const latencies = mergeHistograms(results.map((result) => result.latencies));
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const notOk = results.reduce((sum, result) => sum + result.notOk, 0);
  const bytes = results.reduce((sum, result) => sum + result.bytes, 0);
  addRow(context, {
    scenario: work.scenario,
    unit: work.unit,
    subject: ourName,
    figures: {
      perSecond: results.reduce((sum, result) => sum + result.requests / result.seconds, 0),
      cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1000) / requests,
      p50Ms: latencies.percentile(50) / 1000,
      p99Ms: latencies.percentile(99) / 1000,
      rssMb: after.server.rssBytes / 2 ** 20,
      stallMs: await readStallMs(confab.port),
    },
    notes: [
      `${(bytes / requests / 1024).toFixed(1)} KB an answer`,
      ...compareReadings(before, after).notes,
      ...(notOk > 0 ? [`${notOk} ANSWERS WERE NOT 200`] : []),
    ],
  });
}

interface ResumeWork {
  scenario: string;
  person: number;
  /** What the client has, of what there is. */
  cursorsOf: (heads: readonly (readonly [chatId: string, rev: number])[]) => (readonly [chatId: string, rev: number])[];
}

/** What clients hold that come back: one chat with a page to catch up on, all of somebody's chats, and nothing of them. */
const resumeWorks: readonly ResumeWork[] = [
  { scenario: readNames.resume, person: onlooker, cursorsOf: (heads) => heads.map(([id, rev]) => [id, rev - behind]) },
  {
    scenario: readNames.resumeAll,
    person: 0,
    cursorsOf: (heads) => heads.map(([id, rev], at) => [id, at % chats < spokenIn ? rev - missedEach : rev]),
  },
  { scenario: readNames.resumeAnew, person: 0, cursorsOf: () => [] },
];

async function measureResume({ context, confab, pool, plan }: Stage, work: ResumeWork): Promise<void> {
  const [process] = pool.processes;
  const place = placeOf(plan, work.person);
  const cursors = Object.fromEntries(
    work.cursorsOf(Object.entries(place.cursors)).map(([id, rev]) => [id, Math.max(0, rev)]),
  );
  const args = { port: confab.port, dialect: 'confab', client: { ...place, cursors } } as const;
  await process?.call('resumeAgain', { ...args, times: resumes / 10 });
  await readStallMs(confab.port);
  const before = await takeReading(pool, [confab.server.pid]);
  const result = await process?.call('resumeAgain', { ...args, times: resumes });
  const after = await takeReading(pool, [confab.server.pid]);
  const latencies = mergeHistograms([result?.latencies ?? new Histogram().toJSON()]);
  addRow(context, {
    scenario: work.scenario,
    unit: 'resumes',
    subject: ourName,
    figures: {
      cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1000) / resumes,
      p50Ms: latencies.percentile(50) / 1000,
      p99Ms: latencies.percentile(99) / 1000,
      stallMs: await readStallMs(confab.port),
    },
    notes: (result?.failures ?? []).map((failure) => `a resume failed: ${failure}`),
  });
}
