import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addRow, type Scenario } from '../context.ts';
import { coresBetween, readUsage } from '../measure/process-usage.ts';
import { median } from '../measure/median.ts';
import { ourName } from '../results.ts';
import { startConfab } from '../subjects/confab.ts';

const starts = 5;
/** By then it has loaded what it loads after the start. */
const settleMs = 3_000;
const idleMs = 3_000;

/** From the start of the process to a healthy answer, once with nothing and then with a database that is there. */
export const startUp: Scenario = {
  name: 'start-up',
  async run(context) {
    const folder = mkdtempSync(join(context.workFolder, 'start-up-'));
    // Fills the cache of compiled modules, which every start but the very first of an installation finds.
    await startOnce(mkdtempSync(join(context.workFolder, 'start-up-')));
    const empty = await startOnce(folder);
    const again: number[] = [];
    for (let start = 0; start < starts; start++) again.push(await startOnce(folder));
    const { rssMb, cores } = await measureIdle(folder);
    addRow(context, {
      scenario: 'start-up, empty folder',
      unit: '',
      subject: ourName,
      figures: { seconds: empty / 1000 },
      notes: [],
    });
    addRow(context, {
      scenario: 'start-up',
      unit: '',
      subject: ourName,
      figures: { seconds: median(again) / 1000, rssMb },
      notes: [`idle it keeps ${(cores * 100).toFixed(1)} % of a core busy`],
    });
  },
};

async function startOnce(folder: string): Promise<number> {
  await using confab = await startConfab(folder);
  return confab.startMs;
}

async function measureIdle(folder: string): Promise<{ rssMb: number; cores: number }> {
  await using confab = await startConfab(folder);
  await sleep(settleMs);
  const before = readUsage(confab.server.pid);
  await sleep(idleMs);
  const after = readUsage(confab.server.pid);
  return { rssMb: after.rssBytes / 2 ** 20, cores: coresBetween(before, after) };
}
