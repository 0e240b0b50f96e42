import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServerProcess } from '../tools/server-process.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, password, test } from './fixtures.ts';

async function fillIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Your name').fill(username);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

test('whoever comes first sets the place up, and invites who comes next by a link', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-e2e-'));
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const server = cleanUp.use(await startServerProcess(folder, { RATE_LIMITS: 'off' }));
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: server.url });
    return cleanUp.adopt(await context.newPage(), () => context.close());
  };

  const page = await open();
  await page.goto('/');
  await fillIn(page, 'olga');
  await expect(page.getByRole('heading', { name: 'Set up this place' })).toBeVisible();
  await page.getByLabel('Name of the place').fill('The lab');
  await page.getByRole('radio', { name: 'By invitation' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page).toHaveURL('/');

  await page.goto('/invitations');
  await page.getByRole('button', { name: 'New invitation' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await expectAccessible(page);
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link).toContain(`${server.url}/join#`);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('used 0 of 1 times')).toBeVisible();

  const guest = await open();
  await guest.goto('/register');
  await expect(guest.getByRole('heading', { name: 'By invitation only' })).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByText('olga invites you to The lab.')).toBeVisible();
  await fillIn(guest, 'gina');
  await expect(guest).toHaveURL('/');
  await expect(
    guest
      .getByText(/new here|no chats|start a chat/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  // It was for one.
  const late = await open();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This invitation no longer works' })).toBeVisible();
});
