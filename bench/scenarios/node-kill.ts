import { setTimeout as sleep } from 'node:timers/promises';
import { addRow, type Scenario } from '../context.ts';
import { poll } from '../load/drive.ts';
import { LoadPool, share } from '../load/pool.ts';
import type { CrowdQuestion, CrowdState } from '../load/wire.ts';
import { compareBacking, readBacking } from '../measure/backing.ts';
import { monotonicMicros } from '../measure/clock.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { readUsage } from '../measure/process-usage.ts';
import { chatId, placeOf, type SeedPlan } from '../seed.ts';
import { clusterName, startCluster } from '../subjects/cluster.ts';

const groupSize = 50;
/** Everybody together: each message reaches a whole group. */
const messagesPerSecond = 100;
const contentBytes = 128;
const talkBeforeMs = 1_500;
const patienceMs = 20_000;

export const nodeKillName = (clients: number): string =>
  `${clients.toLocaleString('en')} people, one of two nodes killed`;

/**
 * People on two nodes talk in groups that reach over both, one node is killed, and its people come back on the other
 * with the backoff of the SDK. At the end everybody must have every message once.
 */
export const nodeKill: Scenario = {
  name: 'node-kill',
  needsBackends: true,
  async run(context) {
    const people = context.settings.killClients;
    const plan = groupsPlan(people);
    await using cluster = await startCluster(context, plan, 2);
    const [survivor, victim] = cluster.nodes;
    if (!survivor || !victim) throw new Error('There are no two nodes.');
    await using pool = new LoadPool(2);
    await gather(pool, plan, cluster.ports);
    await pool.all('talk', () => ({ ratePerSecond: messagesPerSecond / 2, contentBytes }));
    await sleep(talkBeforeMs);
    await readStallMs(survivor.port);

    const [cpuBefore, backingBefore] = [readUsage(survivor.server.pid).cpuMs, readBacking(cluster.backing)];
    const killedAtMicros = monotonicMicros();
    victim.server.child.kill('SIGKILL');
    await sleep(1);
    const ask = (heads = {}): Promise<CrowdState> => askAll(pool, { heads, sinceMicros: killedAtMicros });
    const due = people / 2;
    const areAllBack = await poll(async () => mergeHistograms([(await ask()).back]).count >= due, patienceMs);
    const backing = { before: backingBefore, after: readBacking(cluster.backing) };
    const cpuMs = readUsage(survivor.server.pid).cpuMs - cpuBefore;
    const atOnce = await ask();
    const stallMs = await readStallMs(survivor.port);
    await sleep(context.settings.measureMs);
    const heads = headsAfter(plan, await pool.all('hush', () => ({})));
    await poll(async () => isSettled(await ask(heads)), patienceMs);
    const state = await ask(heads);

    const back = mergeHistograms([atOnce.back]);
    addRow(context, {
      scenario: nodeKillName(people),
      unit: 'clients',
      subject: clusterName(2),
      figures: {
        cpuMicros: (cpuMs * 1000) / due,
        ...compareBacking(cluster.backing, backing, due),
        seconds: areAllBack ? atOnce.lastBackMicros / 1e6 : Number.NaN,
        p50Ms: back.percentile(50) / 1000,
        p99Ms: back.percentile(99) / 1000,
        stallMs,
      },
      notes: complaints(state, { due, back: back.count, heads }),
    });
  },
};

/** Neighbours are together in a group: with people dealt to the nodes in turn every group reaches over both. */
function groupsPlan(people: number): SeedPlan {
  return {
    people,
    chats: Array.from({ length: people / groupSize }, (_, group) => ({
      kind: 'group',
      members: Array.from({ length: groupSize }, (_unused, seat) => group * groupSize + seat),
      messages: 5,
    })),
  };
}

/** The people of the first process are on the first node, those of the second on the second, while it is there. */
async function gather(pool: LoadPool, plan: SeedPlan, ports: readonly number[]): Promise<void> {
  const clients = Array.from({ length: plan.people }, (_, person) => placeOf(plan, person));
  await pool.all('gather', (place) => ({
    clients: share(clients, place, 2),
    ports: place === 0 ? [...ports] : ports.toReversed(),
    concurrency: 100,
  }));
}

async function askAll(pool: LoadPool, question: CrowdQuestion): Promise<CrowdState> {
  const [first, ...rest] = await pool.all('crowd', () => question);
  if (!first) throw new Error('There is no crowd.');
  return rest.reduce(together, first);
}

function together(one: CrowdState, other: CrowdState): CrowdState {
  return {
    notLive: one.notLive + other.notLive,
    behind: one.behind + other.behind,
    unacknowledged: one.unacknowledged + other.unacknowledged,
    doubled: one.doubled + other.doubled,
    missing: one.missing + other.missing,
    reset: one.reset + other.reset,
    refused: one.refused + other.refused,
    reconnects: one.reconnects + other.reconnects,
    revs: Object.fromEntries(
      [...new Set([...Object.keys(one.revs), ...Object.keys(other.revs)])].map((chat) => [
        chat,
        Math.max(one.revs[chat] ?? 0, other.revs[chat] ?? 0),
      ]),
    ),
    back: mergeHistograms([one.back, other.back]).toJSON(),
    lastBackMicros: Math.max(one.lastBackMicros, other.lastBackMicros),
  };
}

/** What was there and every message of everybody, each once. */
function headsAfter(plan: SeedPlan, results: readonly { sent: Record<string, number> }[]): Record<string, number> {
  return Object.fromEntries(
    plan.chats.map(({ messages }, index) => {
      const chat = chatId(index);
      return [chat, results.reduce((sum, { sent }) => sum + (sent[chat] ?? 0), messages)];
    }),
  );
}

function isSettled(state: CrowdState): boolean {
  return state.notLive + state.behind + state.unacknowledged === 0;
}

/** Nothing to say where everybody came back and has everything once. */
function complaints(
  state: CrowdState,
  expected: { due: number; back: number; heads: Record<string, number> },
): string[] {
  const surplus = Object.entries(state.revs).reduce(
    (sum, [chat, rev]) => sum + Math.max(0, rev - (expected.heads[chat] ?? 0)),
    0,
  );
  const counts: [number, string][] = [
    [state.notLive, 'CLIENTS NEVER CAME BACK'],
    [state.behind, 'CLIENTS HAVE NOT GOT EVERYTHING'],
    [state.unacknowledged, 'MESSAGES NEVER ACKNOWLEDGED'],
    [state.missing, 'MESSAGES LEFT OUT'],
    [state.doubled, 'MESSAGES DELIVERED TWICE'],
    [surplus, 'MESSAGES STORED TWICE'],
    [state.reset, 'chats had to be begun anew'],
    [state.refused, 'sends were refused and repeated'],
    [expected.back - expected.due, 'clients of the other node reconnected too'],
    [state.reconnects - expected.due, 'reconnects more than clients were cut off'],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString('en')} ${what}`);
}
