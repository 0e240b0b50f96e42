import type { Locator, Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

const fieldOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Search or jump to…' });

async function openPalette(page: Page, letters: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  await fieldOf(page).fill(letters);
  return page.getByRole('dialog').getByRole('option');
}

test('one list leads to chats, people, pages, parts of the settings and commands; what is gone to comes first, and a log-out forgets it', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  await startChat([ada, await enrol('Bob')], 'Harbour north');
  await startChat([ada, await enrol('Cleo')], 'Harbour south');
  const dora = await enrol('Dora');
  const { page } = ada;
  await new ChatPage(page).open('Harbour north');
  await new ChatPage(page).open('Harbour south');

  // Before any letter: the chat before this one, and what can be done.
  await page.keyboard.press('Control+k');
  const options = page.getByRole('dialog').getByRole('option');
  await expect(options.first()).toContainText('Harbour north');
  await expect(page.getByRole('group', { name: 'Pages and commands' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');

  // Both fit alike: the one that is gone to more comes first.
  for (let visit = 0; visit < 2; visit++) {
    await new ChatPage(page).open('Harbour south');
    await new ChatPage(page).open('Harbour north');
  }
  await expect((await openPalette(page, 'harb')).first()).toContainText('Harbour north');
  // A person whom only the server knows stands below what was there, under a heading of its own.
  await fieldOf(page).fill(dora.user.username);
  await expect(page.getByRole('group', { name: 'More people' }).getByRole('option')).toContainText('Dora');
  await fieldOf(page).fill('privac');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings#privacy$/);
  await expect(page.getByRole('region', { name: 'Privacy' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Privacy' })).toBeInViewport();

  await openPalette(page, 'dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  const kept = (): Promise<string | null> =>
    page.evaluate((key) => localStorage.getItem(key), `confab.trail.${ada.user.id}`);
  expect(await kept()).toContain('command:theme');
  await openPalette(page, 'log out');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/login/);
  await expect.poll(kept).toBe(null);
});
