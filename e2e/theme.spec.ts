import type { Page } from '@playwright/test';
import { goOffline, otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';

async function expectTheme(page: Page, theme: 'light' | 'dark' | null): Promise<void> {
  if (theme === null) await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  else await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('group', { name: 'Theme' }).getByText(name).click();
}

test('the theme chosen at one device is shown at the others at once, and in the first paint of the next visit', async ({
  equip,
}) => {
  const ada = await equip('Ada');
  const { page } = ada;
  const phone = await otherDevice(ada, '/');
  await page.goto('/settings');
  await choose(page, 'Dark');
  for (const one of [page, phone]) await expectTheme(one, 'dark');
  await phone.goto('/settings');
  await expect(phone.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await choose(phone, 'Light');
  for (const one of [page, phone]) await expectTheme(one, 'light');
  await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();

  // Nothing of the app but the page itself.
  await page.route(/\/assets\/.*\.js/, (route) => route.abort());
  await page.reload();
  await expectTheme(page, 'light');
  await page.unroute(/\/assets\/.*\.js/);
  await choose(phone, 'System');
  await page.goto('/settings');
  for (const one of [page, phone]) await expectTheme(one, null);
  await expect(page.getByRole('radio', { name: 'System' })).toBeChecked();
});

test('it is nobody else’s in the same browser, waits for the connection, and is taken over from the version before', async ({
  join,
  register,
}) => {
  const ada = await join('Ada');
  const { page } = ada;
  await page.evaluate(() => localStorage.setItem('confab.theme', 'dark'));
  await page.reload();
  await expectTheme(page, 'dark');
  const phone = await otherDevice(ada, '/');
  await expectTheme(phone, 'dark');
  await phone.goto('/settings');
  await expect(phone.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await goOffline(phone);
  await choose(phone, 'Light');
  await expectTheme(phone, 'light');
  await expectTheme(page, 'dark');
  await phone.context().setOffline(false);
  await expectTheme(page, 'light');

  await register(page, 'Bob');
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Bob: your menu' })).toBeVisible();
  await expectTheme(page, null);
  expect(await page.evaluate(() => localStorage.getItem('confab.theme'))).toBeNull();
});
