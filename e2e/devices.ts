import type { Page } from '@playwright/test';
import type { Person } from './fixtures.ts';

/** The same person at another device. It closes with the first. */
export async function otherDevice({ page }: Person, path: string): Promise<Page> {
  const context = await page
    .context()
    .browser()
    ?.newContext({
      baseURL: new URL(page.url()).origin,
      storageState: { cookies: await page.context().cookies(), origins: [] },
    });
  if (!context) throw new Error('There is no browser.');
  page.context().once('close', () => void context.close());
  const other = await context.newPage();
  await other.goto(path);
  return other;
}
