import type { Scenario } from '../context.ts';
import { connectAll } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf } from '../seed.ts';
import { SeededFolders, startConfab } from '../subjects/confab.ts';
import { measureSends } from './measure-sends.ts';
import { pairCount, pairsPlan, sendsInFlight } from './pairs.ts';

export const directSendsNames = {
  full: 'durable one-on-one, full load',
  half: 'durable one-on-one, half load',
  at: (rate: number) => `durable one-on-one, ${rate.toLocaleString('en')}/s`,
};

/** 200 pairs: one speaks, the other listens. Every send is acknowledged when it is on the disk. */
export const directSends: Scenario = {
  name: 'direct-sends',
  async run(context) {
    const plan = pairsPlan();
    const folder = await new SeededFolders(context.workFolder).make('pairs', plan);
    await using confab = await startConfab(folder);
    await using pool = new LoadPool(context.settings.loadProcesses);
    const people = Array.from({ length: plan.people }, (_, person) => placeOf(plan, person));
    const clients = people.map((client, person) => ({ ...client, sampled: person >= pairCount }));
    const server = {
      ports: [confab.port],
      dialect: 'confab' as const,
      pids: [confab.server.pid],
      backing: [],
      readStallMs: () => readStallMs(confab.port),
    };
    await connectAll(pool, server, clients);
    const chatIds = clients.map((_client, person) => (person < pairCount ? chatId(person) : null));
    const stage = { context, pool, server, subject: ourName, chatIds };
    const full = await measureSends(stage, directSendsNames.full, { inFlight: sendsInFlight });
    for (const rate of [1_000, 5_000]) await measureSends(stage, directSendsNames.at(rate), { ratePerSecond: rate });
    await measureSends(stage, directSendsNames.half, { ratePerSecond: Math.round(full / 2) });
    await pool.all('cut', () => ({}));
  },
};
