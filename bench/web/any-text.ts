import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { parseMarkdown } from '@confab/text';
import { hostileTexts } from '@confab/text/hostile-texts';
import { addRow, type Context } from '../context.ts';
import { median } from '../measure/median.ts';
import { quantile } from '../measure/quantile.ts';
import { ourName } from '../results.ts';
import { makeChat, register } from './furnish.ts';
import { watchTexts } from './text-clock.ts';

export const textNames = {
  read: 'any text is read',
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
  addTimes(context, textNames.read, texts.map(readMs), [`${texts.length} texts of ${longest} characters, in Node`]);

  const mine = await browser.newContext({ baseURL, viewport: { width: 1280, height: 800 } });
  const others = await browser.newContext({ baseURL });
  const me = await register(mine.request, 'Reader Marsh');
  await register(others.request, 'Writer Finch');
  const chat = await makeChat(others.request, { kind: 'group', name: 'Anything', memberIds: [me.id] });
  const page = await mine.newPage();
  await page.addInitScript(watchTexts);
  await page.goto(`/chats/${chat.id}`);
  await page.locator('textarea[data-chat-id]').waitFor();
  const show = shower(page, others.request, `/api/chats/${chat.id}/messages`);
  for (const text of texts.slice(0, warmUps)) await show(text);
  const shown: Shown[] = [];
  for (const text of texts) shown.push(await show(text));
  const longestText = (read: (one: Shown) => number): string =>
    `longest: ${JSON.stringify(shown.reduce((most, one) => (read(one) > read(most) ? one : most)).text.slice(0, 24))}`;
  addTimes(
    context,
    textNames.shown,
    shown.map(({ shownMs }) => shownMs),
    ['from the frame of the socket until it has been painted, a frame included', longestText(({ shownMs }) => shownMs)],
  );
  const unfolded = shown.filter(({ unfoldedMs }) => unfoldedMs > 0);
  addTimes(
    context,
    textNames.unfolded,
    unfolded.map(({ unfoldedMs }) => unfoldedMs),
    [
      `"Show all" of ${unfolded.length} that fold, until it has been painted`,
      longestText(({ unfoldedMs }) => unfoldedMs),
    ],
  );
  await Promise.all([mine.close(), others.close()]);
}

interface Shown {
  text: string;
  shownMs: number;
  /** 0 for what does not fold. */
  unfoldedMs: number;
}

/** What the server refuses, or changes before it keeps it, is no message. */
function isSent(text: string): boolean {
  return text.trim() !== '' && text.isWellFormed() && !text.includes('\u0000');
}

function readMs(text: string): number {
  const from = performance.now();
  parseMarkdown(text);
  return performance.now() - from;
}

function shower(page: Page, writer: APIRequestContext, path: string): (text: string) => Promise<Shown> {
  return async (text) => {
    const shownMs = page.evaluate(() => window.texts.nextShownMs());
    const answer = await writer.post(path, { data: { content: text } });
    if (!answer.ok()) throw new Error(`${JSON.stringify(text.slice(0, 24))}: ${await answer.text()}`);
    return { text, shownMs: await shownMs, unfoldedMs: await page.evaluate(() => window.texts.unfoldMs()) };
  };
}

function addTimes(context: Context, scenario: string, times: readonly number[], notes: string[]): void {
  const figures = { p50Ms: median([...times]), p99Ms: quantile(times, 0.99), maxMs: Math.max(...times) };
  addRow(context, { scenario, unit: '', subject: ourName, figures, notes });
}
