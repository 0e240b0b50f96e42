import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import type { Account } from './fixtures.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The same person on a phone: another page, logged in with the same session. Close its context. */
export async function onPhone(
  browser: Browser,
  { request, origin }: Account,
  path: string,
  options: object = {},
): Promise<Page> {
  const storageState = await request.storageState();
  const context = await browser.newContext({
    baseURL: origin,
    storageState,
    reducedMotion: 'reduce',
    ...phone,
    ...options,
  });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

/** Holds a finger on the middle of it until the sheet is there, then lifts it. */
export function longPress(message: Locator): Promise<Locator> {
  return hold(message, 'Message actions');
}

/** Holds a finger on the middle of it until what is called so comes up, then lifts it. */
export async function hold(message: Locator, name: string | RegExp): Promise<Locator> {
  const page = message.page();
  const touch = await page.context().newCDPSession(page);
  const sheet = page.getByRole('dialog', { name });
  // Again where what feels a finger was not there yet: it comes a moment after the page.
  await expect(async () => {
    // It may have come since.
    if (await sheet.isVisible()) return;
    const touchPoints = [await middleOf(message)];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    try {
      await expect(sheet).toBeVisible({ timeout: 3_000 });
    } finally {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    }
  }).toPass();
  return sheet;
}

/** Where it is by the time that it stands still. */
export async function middleOf(message: Locator): Promise<{ x: number; y: number }> {
  await message.tap({ trial: true, timeout: 5_000 });
  const box = await message.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Draws a finger over the screen. */
export async function swipe(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const steps = 8;
  const touch = await page.context().newCDPSession(page);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (let step = 1; step <= steps; step += 1) {
    const at = (one: number, other: number): number => one + ((other - one) * step) / steps;
    const touchPoints = [{ x: at(from.x, to.x), y: at(from.y, to.y) }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
