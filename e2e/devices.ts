import { expect, type Page } from '@playwright/test';
import type { Person } from './fixtures.ts';

/** The same person at another device. It closes with the first. */
export async function otherDevice({ page, origin }: Person, path: string): Promise<Page> {
  const context = await page
    .context()
    .browser()
    ?.newContext({
      baseURL: origin,
      storageState: { cookies: await page.context().cookies(), origins: [] },
    });
  if (!context) throw new Error('There is no browser.');
  page.context().once('close', () => void context.close());
  const other = await context.newPage();
  await other.goto(path);
  return other;
}

/** Once the page knows it: until its connection has ended, what is done may still go out. */
export async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(page.getByText('No connection. Reconnecting…')).toBeVisible();
}
