import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rulesUrl } from '../../apps/server/src/rules.ts';
import { openPostgresStorage } from '../../apps/server/src/storage/postgres/open-postgres-storage.ts';
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/open-sqlite-storage.ts';
import { askDatabase } from '../../apps/server/src/storage/postgres/test-server.ts';
import type { Storage } from '../../apps/server/src/storage/storage.ts';
import { addRow, type Context, type Scenario } from '../context.ts';
import { LoadPool } from '../load/pool.ts';
import { compareReadings, takeReading } from '../load/drive.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { ourName } from '../results.ts';
import { frequentWords, japanesePairs, middleWords, phraseOf, rareWords, textOf } from '../search/corpus.ts';
import { measureSlowing, slowingName } from '../search/slowing.ts';
import { placeOf, seedInto, type SeedPlan } from '../seed.ts';
import { clusterName } from '../subjects/cluster.ts';
import { type RunningConfab, startConfab } from '../subjects/confab.ts';

const chats = 400;
/** Those see all chats: a person is answered one search at a time. One more sees a small one. */
const seeAll = Array.from({ length: 16 }, (_, person) => person);
const [seesAll, seesLittle] = [0, 16];
const others = 200;
const firstOther = 17;
const variants = 40;
const overMs = 2 * 365 * 86_400_000;

interface Work {
  name: string;
  person: number;
  queries: string[];
}

const works: Work[] = [
  { name: 'one rare word', person: seesAll, queries: rareWords(variants) },
  { name: 'one frequent word', person: seesAll, queries: frequentWords(10) },
  { name: 'two characters of Japanese', person: seesAll, queries: japanesePairs },
  {
    name: 'a phrase',
    person: seesAll,
    queries: Array.from({ length: variants }, (_, turn) => phraseOf(turn * 7, 1 + turn)),
  },
  {
    name: 'a person plus a word',
    person: seesAll,
    queries: middleWords(variants).map((word, place) => `from:person${firstOther + ((place * 13) % others)} ${word}`),
  },
  { name: 'a frequent word, seeing almost nothing', person: seesLittle, queries: frequentWords(10) },
  {
    name: 'two words, seeing all',
    person: seesAll,
    queries: middleWords(variants).map((word, place) => `${word} ${frequentWords(10)[place % 10]}`),
  },
];

export const searchNames = {
  of: (work: string) => `search: ${work}`,
  all: 'search, 16 clients',
  index: 'search index',
  sends: slowingName,
  works: works.map(({ name }) => name),
};

/** What people look for, in a database that has grown. */
export const search: Scenario = {
  name: 'search',
  needsBackends: true,
  async run(context) {
    const plan = planOf(context.settings.historyMessages);
    await measureOn(context, plan, { subject: ourName, ...(await onSqlite(context, plan)) });
    await measureOn(context, plan, { subject: clusterName(1), ...(await onPostgres(context, plan)) });
    await measureSlowing(context);
  },
};

function planOf(messages: number): SeedPlan {
  const each = Math.floor(messages / chats);
  const large = Array.from({ length: chats }, (_, chat) => ({
    kind: 'group' as const,
    members: [
      ...Array.from({ length: 10 }, (_unused, seat) => firstOther + ((chat * 7 + seat * 11) % others)),
      ...seeAll,
    ],
    messages: each,
  }));
  const small = { kind: 'group' as const, members: [seesAll, seesLittle], messages: 20 };
  return { people: firstOther + others, chats: [...large, small], textOf, overMs };
}

interface Built {
  folder: string;
  env: Record<string, string>;
  indexBytes: () => Promise<number>;
  seconds: number;
}

async function onSqlite({ workFolder }: Context, plan: SeedPlan): Promise<Built> {
  const folder = join(workFolder, 'search');
  mkdirSync(folder, { recursive: true });
  console.log('  building the databases …');
  await seedInto(await openSqliteStorage({ folder, rules: rulesUrl }), plan);
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  const seconds = await buildIndex(storage);
  await storage.close();
  const files = ['confab.search.db', 'confab.search.db-wal'].map((name) => join(folder, name));
  const bytes = files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
  return { folder, env: {}, seconds, indexBytes: () => Promise.resolve(bytes) };
}

async function onPostgres({ workFolder, backends }: Context, plan: SeedPlan): Promise<Built> {
  const url = await backends.createDatabase();
  await seedInto(await openPostgresStorage({ url, rules: rulesUrl }), plan);
  const storage = await openPostgresStorage({ url, rules: rulesUrl });
  const seconds = await buildIndex(storage);
  const { bytes } = await askDatabase(url, [
    'vacuum analyze search_said',
    `select sum(pg_total_relation_size(oid)) as bytes from pg_class where relname like 'search\\_%' and relkind = 'r'`,
  ]);
  await storage.close();
  const env = { DATABASE_URL: url, AUTH_SECRET: 'the same for all nodes of the benchmark' };
  return {
    folder: mkdtempSync(join(workFolder, 'search-node-')),
    env,
    seconds,
    indexBytes: () => Promise.resolve(Number(bytes ?? 0)),
  };
}

/** As a server does it that has nothing else to do. Answers how long it took. */
async function buildIndex(storage: Storage): Promise<number> {
  const from = performance.now();
  const index = await storage.openSearch();
  for (let after: string | null = ''; after !== null;) {
    const page = await index.compare(after);
    for (const logId of page.behind) while (await index.follow(logId));
    after = page.next;
  }
  while (await index.tidy());
  await index.close();
  return (performance.now() - from) / 1_000;
}

async function measureOn(context: Context, plan: SeedPlan, built: Built & { subject: string }): Promise<void> {
  const { subject, folder, env, seconds } = built;
  const messages = plan.chats.reduce((sum, chat) => sum + chat.messages, 0);
  let textBytes = 0;
  for (const [index, chat] of plan.chats.entries()) {
    for (let turn = 0; turn < chat.messages; turn += 1) textBytes += Buffer.byteLength(textOf(index, turn));
  }
  addRow(context, {
    scenario: searchNames.index,
    unit: 'messages',
    subject,
    figures: { seconds, perSecond: messages / seconds, ofText: (await built.indexBytes()) / textBytes },
    notes: [`${messages.toLocaleString('en')} messages, ${(textBytes / 2 ** 20).toFixed(0)} MiB of text`],
  });
  await using confab = await startConfab(folder, env);
  await using pool = new LoadPool(context.settings.loadProcesses);
  const stage = { context, confab, pool, plan, subject };
  for (const work of works) await measure(stage, searchNames.of(work.name), [work], 1);
  await measure(
    stage,
    searchNames.all,
    works.filter(({ person }) => person === seesAll),
    16,
  );
}

interface Stage {
  context: Context;
  confab: RunningConfab;
  pool: LoadPool;
  plan: SeedPlan;
  subject: string;
}

async function measure(
  { context, confab, pool, plan, subject }: Stage,
  scenario: string,
  asked: readonly Work[],
  connections: number,
): Promise<void> {
  const people = connections === 1 ? [asked[0]?.person ?? seesAll] : seeAll;
  const tokens = people.map((person) => placeOf({ ...plan, chats: [] }, person).token);
  const paths = asked.flatMap(({ queries }) =>
    queries.map((query) => `/api/search?query=${encodeURIComponent(query)}`),
  );
  const used = connections === 1 ? pool.processes.slice(0, 1) : pool.processes;
  const load = { port: confab.port, connections: connections / used.length, paths };
  const run = (seconds: number) =>
    Promise.all(
      used.map((process, index) => {
        // No person on two connections.
        const ofProcess = tokens.filter((_token, place) => place % used.length === index % tokens.length);
        return process.call('httpLoad', { ...load, tokens: ofProcess, seconds });
      }),
    );
  await run(context.settings.warmMs / 1_000);
  const before = await takeReading(pool, [confab.server.pid]);
  const results = await run(context.settings.measureMs / 1_000);
  const after = await takeReading(pool, [confab.server.pid]);
  const latencies = mergeHistograms(results.map((result) => result.latencies));
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const notOk = results.reduce((sum, result) => sum + result.notOk, 0);
  addRow(context, {
    scenario,
    unit: 'searches',
    subject,
    figures: {
      perSecond: results.reduce((sum, result) => sum + result.requests / result.seconds, 0),
      cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1_000) / requests,
      p50Ms: latencies.percentile(50) / 1_000,
      p99Ms: latencies.percentile(99) / 1_000,
      rssMb: after.server.rssBytes / 2 ** 20,
    },
    notes: [...compareReadings(before, after).notes, ...(notOk > 0 ? [`${notOk} ANSWERS WERE NOT 200`] : [])],
  });
}
