import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../apps/server/src/realtime/clock.ts';
import { rulesUrl } from '../../apps/server/src/rules.ts';
import { Indexer } from '../../apps/server/src/search/indexer.ts';
import type { LogCommand } from '../../apps/server/src/storage/index.ts';
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/open-sqlite-storage.ts';
import { addRow, type Context } from '../context.ts';
import { median } from '../measure/median.ts';
import { ourName } from '../results.ts';
import { chatId, personId, seedInto, type SeedPlan } from '../seed.ts';
import { textOf } from './corpus.ts';

export const slowingName = 'sends with indexing beside';

const batch = 32;
const pairs = 9;

/**
 * Batches of sends into the log as fast as it takes them, with the indexer told of each message and without, in turn; which is first
 * changes. Within this process, since a server can't be started without search.
 */
export async function measureSlowing(context: Context): Promise<void> {
  const folder = mkdtempSync(join(context.workFolder, 'search-sends-'));
  const plan: SeedPlan = {
    people: 2,
    chats: [{ kind: 'direct', members: [0, 1], messages: 1 }],
  };
  await seedInto(await openSqliteStorage({ folder, rules: rulesUrl }), plan);
  const storage = await openSqliteStorage({ folder, rules: rulesUrl });
  const indexer = new Indexer({
    clock: systemClock,
    open: () => storage.openSearch(),
    onError: (error) => console.error(error),
  });
  await indexer.compare();
  let sent = 0;
  const run = async (isIndexed: boolean): Promise<number> => {
    const from = performance.now();
    let count = 0;
    while (performance.now() - from < context.settings.measureMs) {
      const sends: LogCommand[] = Array.from({ length: batch }, () => ({
        type: 'send',
        chatId: chatId(0),
        senderId: personId(0),
        clientId: `slow-${(sent += 1)}`,
        content: textOf(0, sent),
        at: Date.now(),
      }));
      await storage.log.commit(sends);
      if (isIndexed) for (const { type } of sends) if (type === 'send') indexer.touch(chatId(0));
      count += batch;
    }
    return (count * 1_000) / (performance.now() - from);
  };
  await run(false);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = await run(pair % 2 === 0);
    // What is behind is taken in between, as it is where people pause.
    for (let waited = 0; indexer.logsBehind > 0 && waited < 600; waited += 1) await sleep(50);
    const second = await run(pair % 2 === 1);
    for (let waited = 0; indexer.logsBehind > 0 && waited < 600; waited += 1) await sleep(50);
    const [indexed, plain] = pair % 2 === 0 ? [first, second] : [second, first];
    ratios.push(plain / indexed);
    rates.push(indexed);
  }
  await indexer.close();
  await storage.close();
  addRow(context, {
    scenario: slowingName,
    unit: 'sends',
    subject: ourName,
    figures: { perSecond: median(rates), grownBy: median(ratios) },
    notes: [`${pairs} pairs, from ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`],
  });
}
