import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { addRow, type Context, type Scenario } from '../context.ts';
import { median } from '../measure/median.ts';
import { ourName } from '../results.ts';
import { startConfab } from '../subjects/confab.ts';
import { measureAnyText } from '../web/any-text.ts';
import { furnish } from '../web/furnish.ts';
import { cpuSlowdown, type Network, networks } from '../web/networks.ts';
import type { Milestones } from '../web/page-clock.ts';
import { measureUse } from '../web/use.ts';
import { visit, type Visit } from '../web/visit.ts';

const rounds = 5;
const quickRounds = 1;

interface Place {
  name: 'chat' | 'login';
  url: string;
  milestones: Milestones;
  context: BrowserContext;
}

export const webName = (place: Place['name'], network: Network): string => `web, ${place}, ${network.name}`;

/** The first look at the app with an empty cache: a chat by its address when logged in, and the page to log in. Then its use. */
export const web: Scenario = {
  name: 'web',
  needsBrowser: true,
  async run(context) {
    await using confab = await startConfab(mkdtempSync(join(context.workFolder, 'web-')));
    const baseURL = `http://127.0.0.1:${confab.port}`;
    const browser = await chromium.launch({
      executablePath: context.settings.chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    });
    try {
      for (const place of await findPlaces(browser, baseURL)) {
        for (const network of networks) await measure(context, place, network);
      }
      await measureAnyText(context, browser, baseURL);
      await measureUse(context, browser);
    } finally {
      await browser.close();
    }
  },
};

async function findPlaces(browser: Browser, baseURL: string): Promise<Place[]> {
  const viewport = { width: 412, height: 823 };
  const mine = await browser.newContext({ baseURL, viewport });
  const { chat } = await furnish(mine.request, async () => (await browser.newContext({ baseURL })).request);
  const visitor = await browser.newContext({ baseURL, viewport });
  return [
    {
      name: 'chat',
      url: `${baseURL}/chats/${chat.id}`,
      milestones: { readable: '[data-message-text]', usable: '[role="log"] [data-message-text]' },
      context: mine,
    },
    {
      name: 'login',
      url: `${baseURL}/`,
      milestones: { readable: 'input[type="password"]', usable: 'input[type="password"]' },
      context: visitor,
    },
  ];
}

async function measure(context: Context, place: Place, network: Network): Promise<void> {
  const visits: Visit[] = [];
  const count = context.settings.isQuick ? quickRounds : rounds;
  for (let round = 0; round < count; round++) visits.push(await visit(place.context, { ...place, network }));
  const of = (read: (one: Visit) => number): number => median(visits.map(read));
  const last = visits.at(-1);
  addRow(context, {
    scenario: webName(place.name, network),
    unit: '',
    subject: ourName,
    figures: {
      firstPaintMs: of((one) => one.firstPaintMs),
      readableMs: of((one) => one.readableMs),
      usableMs: of((one) => one.usableMs),
      inARow: Math.max(...visits.map((one) => one.inARow)),
      requests: of((one) => one.requests),
      shift: Math.max(...visits.map((one) => one.shift)),
    },
    notes: [
      `CPU ${cpuSlowdown} × slower, cold cache, median of ${count}`,
      `KB until quiet: ${Object.entries(last?.bytes ?? {})
        .map(([type, bytes]) => `${type} ${(bytes / 1000).toFixed(1)}`)
        .join(', ')}`,
      ...(last?.refused.length ? [`refused: ${last.refused.join(', ')}`] : []),
    ],
  });
}
