import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PushService, startPushService } from '../../apps/server/src/push/service/push-service.ts';
import { addRow, type Context, type Scenario } from '../context.ts';
import { connectAll } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { quantile } from '../measure/quantile.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf } from '../seed.ts';
import { SeededFolders, startConfab } from '../subjects/confab.ts';
import { measureSends, type SendStage } from './measure-sends.ts';
import { Devices, groups, pushPlan } from './push-devices.ts';

export const pushNames = {
  pushed: 'push to 1,000 devices',
  sends: (round: number, isPushed: boolean) => `1,000 sends/s, ${isPushed ? 'with' : 'without'} pushes, ${round}`,
};

const ratePerSecond = 1_000;
/** After which all that was sent is pushed, or never is. */
const settleMs = 4_000;
const pairsPerRound = 3;

/** Sends with devices that take pushes and without, in turn: the server is the same, and so are the messages. */
export const push: Scenario = {
  name: 'push',
  async run(context) {
    const plan = pushPlan();
    const folder = await new SeededFolders(context.workFolder).make('push', plan);
    // What reads a push costs more than what sends it, and is somebody else's machine in life.
    await using service = await startPushService({ readsLater: true });
    await using confab = await startConfab(folder, { PUSH_PRIVATE_ADDRESSES: 'on' });
    await using pool = new LoadPool(context.settings.loadProcesses);
    const talking = Array.from({ length: groups * 2 }, (_, person) => person);
    const clients = talking.map((person) => ({ ...placeOf(plan, person), sampled: person >= groups }));
    const server = {
      ports: [confab.port],
      dialect: 'confab' as const,
      pids: [confab.server.pid],
      backing: [],
      readStallMs: () => readStallMs(confab.port),
    };
    await connectAll(pool, server, clients);
    const chatIds = clients.map((_client, person) => (person < groups ? chatId(person) : null));
    const stage = { context, pool, server, subject: ourName, chatIds };
    const devices = new Devices(confab.port, plan, service);
    await devices.listenAll();
    const pairs: Pair[] = [];
    for (let round = 1; round <= context.settings.rounds * pairsPerRound; round += 1) {
      const without = (): Promise<Measured> => measure(stage, pushNames.sends(round, false));
      const beside = (): Promise<Pushed> => measurePushed(stage, devices, round);
      // Whatever changes with time is on each side as often first.
      if (round % 2 === 1) pairs.push({ without: await without(), beside: await beside() });
      else pairs.push({ beside: await beside(), without: await without() });
    }
    reportPushes(context, pairs, service);
    await pool.all('cut', () => ({}));
  },
};

interface Measured {
  p99Ms: number;
  /** That the server kept busy. */
  cores: number;
  /** Of the whole machine. */
  busyCores: number;
}

interface Pushed extends Measured {
  perSecond: number;
  /** From each message that is worth a push until the push that tells of it, or of one after it. Milliseconds. */
  waits: readonly number[];
}

interface Pair {
  without: Measured;
  beside: Pushed;
}

async function measure(stage: SendStage, name: string): Promise<Measured> {
  const before = readBusyMs();
  const from = performance.now();
  await measureSends(stage, name, { ratePerSecond });
  const busyCores = (readBusyMs() - before) / (performance.now() - from);
  const { p99Ms = Number.NaN, cpuMicros = Number.NaN, perSecond = 0 } = stage.context.rows.at(-1)?.figures ?? {};
  return { p99Ms, cores: (cpuMicros * perSecond) / 1e6, busyCores };
}

async function measurePushed(stage: SendStage, devices: Devices, round: number): Promise<Pushed> {
  await devices.subscribeAll();
  const from = Date.now();
  const measured = await measure(stage, pushNames.sends(round, true));
  const seconds = (Date.now() - from) / 1_000;
  await sleep(settleMs);
  const waits = await devices.waits(from);
  const perSecond = devices.received / seconds;
  await devices.unsubscribeAll();
  return { ...measured, waits, perSecond };
}

function readBusyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

function reportPushes(context: Context, pairs: readonly Pair[], service: PushService): void {
  const waits = pairs.flatMap(({ beside }) => beside.waits);
  const lost = waits.filter((wait) => !Number.isFinite(wait)).length;
  const median = (pick: (pair: Pair) => number): number => quantile(pairs.map(pick), 0.5);
  const shown = (pick: (measured: Measured) => number): string =>
    pairs.map(({ without, beside }) => `${pick(without).toFixed(1)} / ${pick(beside).toFixed(1)}`).join(', ');
  addRow(context, {
    scenario: pushNames.pushed,
    unit: 'pushes',
    subject: ourName,
    figures: {
      perSecond: median(({ beside }) => beside.perSecond),
      cpuMicros: median(({ without, beside }) => ((beside.cores - without.cores) * 1e6) / beside.perSecond),
      p50Ms: quantile(waits, 0.5),
      p99Ms: quantile(waits, 0.99),
      maxMs: Math.max(...waits.filter((wait) => Number.isFinite(wait))),
      grownBy: median(({ without, beside }) => beside.p99Ms / without.p99Ms),
    },
    notes: [
      `p99 of sends, without / with: ${shown(({ p99Ms }) => p99Ms)} ms`,
      `cores of the machine that were busy: ${shown(({ busyCores }) => busyCores)} of ${cpus().length}`,
      ...(lost > 0 ? [`${lost} messages were never told of`] : []),
      ...service.complaints.slice(0, 1),
    ],
  });
}
