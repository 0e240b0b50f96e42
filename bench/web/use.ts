import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { addRow, type Context } from '../context.ts';
import { median } from '../measure/median.ts';
import { quantile } from '../measure/quantile.ts';
import { type Figures, ourName } from '../results.ts';
import { chatId, placeOf, seed, type SeedPlan } from '../seed.ts';
import { startConfab } from '../subjects/confab.ts';
import { register } from './furnish.ts';
import { mainThreadMs } from './main-thread.ts';
import { watchUse } from './use-clock.ts';

export const useNames = {
  openShort: 'web, a chat of 10 opens',
  openLong: 'web, a long chat opens',
  switching: 'web, switch of chats',
  keystroke: 'web, keystroke in a long chat',
  scrolling: 'web, scrolling through a long chat',
  scrolledFar: 'web, a long chat scrolled far',
  afterSwitches: 'web, after 200 switches',
};

const people = 10;
const chats = 24;
const switches = 200;
/** By then all that is loaded once is there. */
const settledAfter = 24;
const scrollPx = 30_000;
const scrollPxPerSecond = 3_000;
const furtherPx = 90_000;
const furtherPxPerSecond = 15_000;

/** The app in use: what a person feels all day, in a place where one chat is very long. */
export async function measureUse(context: Context, browser: Browser): Promise<void> {
  const { isQuick } = context.settings;
  const everybody = Array.from({ length: people }, (_, person) => person);
  const lengths = [isQuick ? 3_000 : 100_000, 10, ...Array.from({ length: chats - 2 }, () => 60)];
  const plan: SeedPlan = {
    people,
    chats: lengths.map((messages) => ({ kind: 'group', members: everybody, messages })),
  };
  const folder = mkdtempSync(join(context.workFolder, 'web-use-'));
  await seed(folder, plan);
  await using confab = await startConfab(folder);
  const baseURL = `http://127.0.0.1:${confab.port}`;
  const viewport = { width: 1280, height: 800 };
  const mine = await browser.newContext({ baseURL, viewport });
  const me = await register(mine.request, 'Ada Brook');
  const ids = lengths.map((_, chat) => chatId(chat));
  const headers = { authorization: `Bearer ${placeOf(plan, 0).token}` };
  for (const id of ids) {
    const answer = await fetch(`${baseURL}/api/chats/${id}/members`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ userIds: [me.id] }),
    });
    if (!answer.ok) throw new Error(`${id}: ${await answer.text()}`);
  }
  const page = await mine.newPage();
  await page.addInitScript(watchUse);
  await page.goto('/');
  await page.locator(`nav a[href$="/chats/${ids[0]}"]`).waitFor();
  const session = await mine.newCDPSession(page);
  await measureAll({ context, page, session, ids, longest: lengths[0] ?? 0 });
  await mine.close();
}

type Use = { context: Context; page: Page; session: CDPSession; ids: string[]; longest: number };

async function measureAll({ context, page, session, ids, longest }: Use): Promise<void> {
  const add = (scenario: string, figures: Figures, notes: string[] = []): void =>
    addRow(context, { scenario, unit: 'frames', subject: ourName, figures, notes });
  const [long = '', short = ''] = ids;
  const open = (id: string): Promise<number> => page.evaluate((chat) => window.timed.openMs(chat), id);

  const first = await open(short);
  add(useNames.openShort, { p50Ms: first }, ['for the first time, its history not here yet']);
  const size = `${longest.toLocaleString('en')} messages`;
  add(useNames.openLong, { p50Ms: await open(long) }, [size, 'for the first time, its history not here yet']);

  await page.locator('textarea[data-chat-id]').click();
  const cpuFrom = await mainThreadMs(session);
  await page.keyboard.type('a draft that somebody writes at some length, '.repeat(3), { delay: 20 });
  const cpuMs = (await mainThreadMs(session)) - cpuFrom;
  const keys = await page.evaluate(() => window.timed.keysMs);
  addRow(context, {
    scenario: useNames.keystroke,
    unit: 'keys',
    subject: ourName,
    figures: { cpuMicros: (cpuMs * 1000) / keys.length, p50Ms: median(keys), p99Ms: quantile(keys, 0.99) },
    notes: [size, `${keys.length} keys; CPU of the page's main thread, painting without a graphics card included`],
  });

  const frames = await scroll(page, session, { px: scrollPx, pxPerSecond: scrollPxPerSecond });
  const log = page.locator('[role="log"]');
  const nodes = await log.locator('*').count();
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1000;
  add(
    useNames.scrolling,
    { perSecond: frames.length / seconds, p50Ms: median(frames), p99Ms: quantile(frames, 0.99), nodes },
    [size, `${scrollPx} px upwards, ${scrollPxPerSecond} a second; longest frame ${Math.max(...frames).toFixed(0)} ms`],
  );
  const scrolledMb = await heapMb(session);
  await scroll(page, session, { px: furtherPx, pxPerSecond: furtherPxPerSecond });
  const furtherMb = await heapMb(session);
  add(
    useNames.scrolledFar,
    { heapMb: furtherMb, grownMb: furtherMb - scrolledMb, nodes: await log.locator('*').count() },
    [size, `${furtherPx} px further; grown since the first ${scrollPx}`],
  );

  const times: number[] = [];
  let settledMb = Number.NaN;
  for (let turn = 1; turn <= switches; turn++) {
    times.push(await open(ids[turn % ids.length] ?? ''));
    if (turn === settledAfter) settledMb = await heapMb(session);
  }
  const warm = times.slice(settledAfter);
  add(useNames.switching, { p50Ms: median(warm), p99Ms: quantile(warm, 0.99) }, ['until painted, a frame included']);
  const endMb = await heapMb(session);
  add(useNames.afterSwitches, { heapMb: endMb, grownMb: endMb - settledMb, nodes: await countNodes(session) }, [
    `JavaScript heap after garbage collection; grown since the ${settledAfter}th`,
  ]);
}

type Distance = { px: number; pxPerSecond: number };

async function scroll(page: Page, session: CDPSession, { px, pxPerSecond }: Distance): Promise<number[]> {
  await page.evaluate(() => window.timed.watchFrames(true));
  await session.send('Input.synthesizeScrollGesture', {
    x: 800,
    y: 400,
    yDistance: px,
    speed: pxPerSecond,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  return await page.evaluate(() => {
    window.timed.watchFrames(false);
    return window.timed.framesMs;
  });
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

async function countNodes(session: CDPSession): Promise<number> {
  return (await session.send('Memory.getDOMCounters')).nodes;
}
