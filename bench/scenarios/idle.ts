import { setTimeout as sleep } from 'node:timers/promises';
import { addRow, type Context, type Scenario } from '../context.ts';
import { compareReadings, connectAll, takeReading } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { readUsage } from '../measure/process-usage.ts';
import type { Subject } from '../subjects/subject.ts';

const firstConnections = 1_000;
/** Until garbage is collected and what the connecting set off is over. */
const settleMs = 3_000;

export const idleName = (connections: number): string => `${connections.toLocaleString('en')} idle connections`;

/** Connections that say nothing. Memory for each is taken between the first thousand and all: by then the code is warm. */
export const idle: Scenario = {
  name: 'idle',
  async run(context) {
    for (const subject of [context.confab, ...context.peers]) await measure(context, subject);
  },
};

const toMb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

async function measure(context: Context, subject: Subject): Promise<void> {
  const total = context.settings.idleConnections;
  await using server = await subject.startGroup(total);
  await using first = new LoadPool(1);
  await using pool = new LoadPool(context.settings.loadProcesses);
  await connectAll(first, server, server.clients.slice(0, firstConnections));
  await sleep(settleMs);
  const atFirst = readUsage(...server.pids);
  const before = await takeReading(pool, server.pids);
  const { seconds } = await connectAll(pool, server, server.clients.slice(firstConnections));
  const after = await takeReading(pool, server.pids);
  await sleep(settleMs);
  const atLast = readUsage(...server.pids);
  await server.readStallMs();
  await sleep(context.settings.measureMs);
  const stallMs = await server.readStallMs();
  const added = total - firstConnections;
  addRow(context, {
    scenario: idleName(total),
    unit: 'connects',
    subject: subject.name,
    figures: {
      perSecond: added / seconds,
      cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1000) / added,
      rssMb: atLast.rssBytes / 2 ** 20,
      kbEach: (atLast.rssBytes - atFirst.rssBytes) / 1024 / added,
      stallMs,
    },
    notes: [
      `${toMb(atFirst.rssBytes)} with ${firstConnections.toLocaleString('en')}`,
      ...compareReadings(before, after).notes,
    ],
  });
  if (subject === context.confab) addFirstThousand(context, atFirst.rssBytes);
  await Promise.all([first.all('cut', () => ({})), pool.all('cut', () => ({}))]);
}

function addFirstThousand(context: Context, rssBytes: number): void {
  addRow(context, {
    scenario: idleName(firstConnections),
    unit: 'connects',
    subject: context.confab.name,
    figures: { rssMb: rssBytes / 2 ** 20 },
    notes: [],
  });
}
