import type { APIRequestContext, Browser, CDPSession, Page } from '@playwright/test';
import { parseMarkdown } from '@confab/text';
import { hostileTexts } from '@confab/text/hostile-texts';
import { addRow, type Context } from '../context.ts';
import { median } from '../measure/median.ts';
import { quantile } from '../measure/quantile.ts';
import { ourName } from '../results.ts';
import { makeChat, register } from './furnish.ts';
import { mainThreadMs } from './main-thread.ts';
import { watchTexts } from './text-clock.ts';

export const textNames = {
  read: 'web, any text is read',
  shown: 'web, any text arrives and is shown',
  unfolded: 'web, any text is unfolded',
};

const longest = 8_000;
/** By then what is loaded and compiled once is there. */
const warmUps = 12;

/** Messages of the greatest length, of whatever makes a reader of Markdown slow (A17): how long they hold up who gets them. */
export async function measureAnyText(context: Context, browser: Browser, baseURL: string): Promise<void> {
  const texts = hostileTexts(longest).filter(
    (text, index) => isSent(text) && (!context.settings.isQuick || index % 8 === 0),
  );
  addTimes(
    context,
    textNames.read,
    texts.map((text) => ({ text, readMs: readMs(text) })),
    ({ readMs: ms }) => ms,
  );

  const mine = await browser.newContext({ baseURL, viewport: { width: 1280, height: 800 } });
  const others = await browser.newContext({ baseURL });
  const me = await register(mine.request, 'Reader Marsh');
  await register(others.request, 'Writer Finch');
  const chat = await makeChat(others.request, { kind: 'group', name: 'Anything', memberIds: [me.id] });
  const page = await mine.newPage();
  await page.addInitScript(watchTexts);
  await page.goto(`/chats/${chat.id}`);
  await page.locator('textarea[data-chat-id]').waitFor();
  const show = shower(page, await mine.newCDPSession(page), others.request, `/api/chats/${chat.id}/messages`);
  for (const text of texts.slice(0, warmUps)) await show(text);
  const shown: Shown[] = [];
  for (const text of texts) shown.push(await show(text));
  addTimes(context, textNames.shown, shown, ({ shownMs }) => shownMs);
  addTimes(context, textNames.unfolded, shown, ({ unfoldedMs }) => unfoldedMs);
  await Promise.all([mine.close(), others.close()]);
}

/** Of the page's main thread. */
interface Shown {
  text: string;
  shownMs: number;
  unfoldedMs: number;
}

/** What the server refuses, or changes before it keeps it, is no message. */
function isSent(text: string): boolean {
  return text.trim() !== '' && text.isWellFormed() && !text.includes('\u0000');
}

/** The best of a few: the first time it is compiled. */
function readMs(text: string): number {
  return Math.min(
    ...[0, 1, 2].map(() => {
      const from = performance.now();
      parseMarkdown(text);
      return performance.now() - from;
    }),
  );
}

function shower(
  page: Page,
  session: CDPSession,
  writer: APIRequestContext,
  path: string,
): (text: string) => Promise<Shown> {
  async function cost(work: () => Promise<unknown>): Promise<number> {
    const from = await mainThreadMs(session);
    await work();
    return (await mainThreadMs(session)) - from;
  }
  return async (text) => {
    const key = await page.evaluate(() => window.texts.newestKey());
    const shownMs = await cost(async () => {
      const answer = await writer.post(path, { data: { content: text } });
      if (!answer.ok()) throw new Error(`${JSON.stringify(text.slice(0, 24))}: ${await answer.text()}`);
      await page.evaluate((before) => window.texts.nextShown(before), key);
    });
    const unfoldedMs = await cost(() => page.evaluate(() => window.texts.unfold()));
    await page.evaluate(() => window.texts.tidyUp());
    return { text, shownMs, unfoldedMs };
  };
}

type Timed = { text: string };

function addTimes<One extends Timed>(
  context: Context,
  scenario: string,
  all: readonly One[],
  read: (one: One) => number,
): void {
  const times = all.map(read);
  const slowest = all.reduce((most, one) => (read(one) > read(most) ? one : most));
  addRow(context, {
    scenario,
    unit: '',
    subject: ourName,
    figures: { p50Ms: median(times), p99Ms: quantile(times, 0.99), maxMs: Math.max(...times) },
    notes: [
      `CPU of one thread for each of ${all.length} texts of ${longest} characters; slowest: ${JSON.stringify(slowest.text.slice(0, 24))}`,
    ],
  });
}
