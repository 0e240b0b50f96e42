import { addRow, type Context, type Scenario } from '../context.ts';
import { LoadPool } from '../load/pool.ts';
import type { Acknowledged, RestResult } from '../load/wire.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { median } from '../measure/median.ts';
import { coresBetween, readUsage } from '../measure/process-usage.ts';
import { auditPosts } from '../rest/audit.ts';
import { restPlan } from '../rest/plan.ts';
import { restName, restNames, restWorks, type RestWork } from '../rest/works.ts';
import type { Figures } from '../results.ts';
import { SeededFolders } from '../subjects/confab.ts';
import { bareName, type RestServer, startRestServers } from '../subjects/rest-servers.ts';

/** Turns of each server at one work: there are many works, and a pair is short. */
const turnsPerRound = 3;

/** The works of a chat over REST, by 16 clients on connections that stay open, beside the bare server and Express. */
export const rest: Scenario = {
  name: 'rest',
  async run(context) {
    const works = restWorks.filter(({ name }) => context.settings.works?.some((part) => name.includes(part)) ?? true);
    await using stack = new AsyncDisposableStack();
    const { workFolder, settings } = context;
    const folders = new SeededFolders(workFolder);
    const servers = await startRestServers(
      { folders, workFolder, plan: restPlan(), works, peers: settings.peers },
      stack,
    );
    const pool = stack.use(new LoadPool(1));
    const acknowledged = new Map<string, Acknowledged[]>(servers.map(({ name }) => [name, []]));
    for (const work of works) {
      for (const [name, posts] of await measureWork({ context, servers, pool, work })) {
        acknowledged.get(name)?.push(...posts);
      }
    }
    for (const server of servers) await audit(context, server, acknowledged.get(server.name) ?? []);
  },
};

interface Stage {
  context: Context;
  servers: readonly RestServer[];
  pool: LoadPool;
  work: RestWork;
}

/** One server at the work for one window. */
interface Turn {
  perSecond: number;
  cpuMicros: number;
  loadCores: number;
  serverCores: number;
  result: RestResult;
}

/** Answers what was acknowledged, by server. */
async function measureWork(stage: Stage): Promise<[string, Acknowledged[]][]> {
  const { settings } = stage.context;
  const turns = new Map<string, Turn[]>(stage.servers.map(({ name }) => [name, []]));
  const posted: [string, Acknowledged[]][] = [];
  for (const server of stage.servers) {
    const { result } = await takeTurn(stage, server, { seconds: settings.warmMs / 1000, name: `${server.port}-warm` });
    posted.push([server.name, result.acknowledged]);
  }
  const count = settings.rounds * (settings.isQuick ? 1 : turnsPerRound);
  for (let round = 0; round < count; round++) {
    // Who comes first is another in each round.
    const order = stage.servers.map((_, place) => stage.servers[(place + round) % stage.servers.length]);
    for (const server of order.filter((found) => found !== undefined)) {
      const turn = await takeTurn(stage, server, {
        seconds: settings.measureMs / 2000,
        name: `${server.port}-${stage.work.unit}-${round}`,
      });
      turns.get(server.name)?.push(turn);
      posted.push([server.name, turn.result.acknowledged]);
    }
  }
  for (const { name } of stage.servers) addRow(stage.context, rowOf(stage.work, name, turns));
  return posted;
}

async function takeTurn(
  { pool, work }: Stage,
  server: RestServer,
  { seconds, name }: { seconds: number; name: string },
): Promise<Turn> {
  const [process] = pool.processes;
  if (!process) throw new Error('There is no process of load.');
  const before = { server: readUsage(server.pid), load: process.usage() };
  const result = await process.call('restLoad', { port: server.port, seconds, name, lanes: server.lanes(work) });
  const after = { server: readUsage(server.pid), load: process.usage() };
  return {
    perSecond: result.requests / result.seconds,
    cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1000) / result.requests,
    loadCores: coresBetween(before.load, after.load),
    serverCores: coresBetween(before.server, after.server),
    result,
  };
}

function rowOf(work: RestWork, name: string, turns: ReadonlyMap<string, Turn[]>) {
  const own = turns.get(name) ?? [];
  const bare = turns.get(bareName) ?? [];
  const latencies = mergeHistograms(own.map(({ result }) => result.latencies));
  const of = (pick: (turn: Turn) => number): number => median(own.map(pick));
  const ofBare = median(own.map(({ perSecond }, round) => perSecond / (bare[round]?.perSecond ?? Number.NaN)));
  const figures: Figures = {
    perSecond: of(({ perSecond }) => perSecond),
    cpuMicros: of(({ cpuMicros }) => cpuMicros),
    p50Ms: latencies.percentile(50) / 1000,
    p99Ms: latencies.percentile(99) / 1000,
    ...(name !== bareName && { ofBare }),
  };
  return { scenario: restName(work.name), unit: work.unit, subject: name, figures, notes: notesOf(own) };
}

function notesOf(turns: readonly Turn[]): string[] {
  const requests = sum(turns.map(({ result }) => result.requests));
  const wrong = sum(turns.map(({ result }) => result.wrong));
  const first = turns.find(({ result }) => result.firstWrong !== null)?.result.firstWrong;
  const bytes = sum(turns.map(({ result }) => result.bytes));
  const loadCores = median(turns.map((turn) => turn.loadCores));
  const serverCores = median(turns.map((turn) => turn.serverCores));
  return [
    `${(bytes / requests / 1024).toFixed(1)} KB an answer, ${serverCores.toFixed(2)} cores beside ${loadCores.toFixed(2)} of the load`,
    ...(wrong > 0 ? [`${wrong} ANSWERS WERE WRONG, the first ${first}`] : []),
  ];
}

/** Killed first: what is on the disk by then is what was kept. */
async function audit(context: Context, server: RestServer, acknowledged: readonly Acknowledged[]): Promise<void> {
  const database = await server.kill();
  if (!database || acknowledged.length === 0) return;
  const wrong = auditPosts(database, acknowledged);
  const note = `${acknowledged.length.toLocaleString('en')} acknowledged posts audited after SIGKILL`;
  const row = context.rows.findLast(({ scenario, subject }) => scenario === restNames.post && subject === server.name);
  row?.notes.push(note, ...wrong);
  for (const line of [note, ...wrong]) console.log(`  ${server.name}: ${line}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
