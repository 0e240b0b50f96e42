import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServerProcess } from '../tools/server-process.ts';
import { drawPicture } from './draw-picture.ts';
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
  const server = cleanUp.use(await startServerProcess(folder, { RATE_LIMITS: 'off', PERMISSIONS: 'add-emoji:admin' }));
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: server.url });
    return cleanUp.adopt(await context.newPage(), () => context.close());
  };

  const page = await open();
  await page.goto('/');
  await fillIn(page, 'olga');
  await expect(page.getByRole('heading', { name: 'Set up this place' })).toBeVisible();
  await page.getByLabel('Name of the place').fill('The lab');
  await expect(page.getByRole('button', { name: 'Add a picture' })).toBeVisible();
  await page.getByRole('radio', { name: 'By invitation' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('link', { name: 'The lab' })).toBeVisible();

  // A group of one's own, for people who are yet to come.
  await page.getByRole('button', { name: '+ New Chat' }).click();
  await page.getByRole('button', { name: 'New group' }).click();
  await expect(page.getByRole('textbox', { name: 'Group name' })).toBeFocused();
  await page.keyboard.type('Visitors');
  await page.getByRole('button', { name: 'Create Group Chat' }).click();
  await expect(page.getByRole('heading', { name: 'Visitors', level: 1 })).toBeVisible();
  const groupId = new URL(page.url()).pathname.split('/')[2] ?? '';
  await page.goto('/invitations');
  await expect(page).toHaveTitle(/ · The lab$/);
  await page.getByRole('button', { name: 'New invitation' }).click();
  await page.getByLabel('They come in as').selectOption('Guest');
  await page.getByLabel('And land in').selectOption('Visitors');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText('It only works on this computer.')).toBeVisible();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link).toContain(`${server.url}/join#`);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('used 0 of 1 times')).toBeVisible();
  // Whoever is in the group joins nothing.
  await page.goto(link);
  await page.getByRole('button', { name: 'Open the group' }).click();
  await expect(page).toHaveURL(new RegExp(`/chats/${groupId}$`));

  const guest = await open();
  await guest.goto('/register');
  await expect(guest.getByRole('heading', { name: 'By invitation only' })).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByText('olga invites you to “Visitors” in The lab.')).toBeVisible();
  await fillIn(guest, 'gina');
  // In the group that the link is to, with nothing offered that a guest is refused.
  await expect(guest.getByRole('heading', { name: 'Visitors' })).toBeVisible();
  await guest.getByRole('button', { name: '+ New Chat' }).click();
  await expect(guest.getByRole('option', { name: 'olga' })).toBeVisible();
  await expect(guest.getByRole('button', { name: 'Public groups' })).toHaveCount(0);
  await expect(guest.getByRole('button', { name: 'New group' })).toHaveCount(0);
  // Whom they know is in already: that is not an empty place.
  await guest.goBack();
  await guest.getByRole('button', { name: 'Add people' }).click();
  await expect(guest.getByRole('dialog', { name: 'Add people' })).toContainText('No one is left to choose.');
  await guest.goto('/invitations');
  await expect(guest.getByText('You can make no new ones')).toBeVisible();
  await expect(guest.getByRole('button', { name: 'New invitation' })).toHaveCount(0);
  const hello = { content: 'hello' };
  await guest.request.post(`/api/chats/${groupId}/messages`, { data: hello, failOnStatusCode: true });
  await page.goto(`/chats/${groupId}/details`);
  await expect(page.getByRole('complementary').getByText('Guest')).toBeVisible();
  await expect(page.getByRole('article', { name: /^gina \(guest\), .*hello$/ })).toContainText('Guest');
  // It was for one.
  const late = await open();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This invitation no longer works' })).toBeVisible();

  // Closed: nobody is invited any more.
  await page.goto('/admin/place');
  await page.getByRole('radio', { name: 'Nobody' }).click();
  await expect(page.getByRole('radio', { name: 'Nobody' })).toBeChecked();
  await expect(page.getByLabel('Add emoji')).toBeDisabled();
  await expect(page.getByText('The server’s environment sets this (PERMISSIONS).')).toBeVisible();
  // Strangers see its picture.
  const picture = { name: 'lab.png', mimeType: 'image/png', buffer: await drawPicture(page, 200, 160) };
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.getByRole('button', { name: 'Use picture' }).click();
  await expect(page.getByRole('button', { name: 'Remove picture' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/invitations');
  await expect(page.getByText('You can make no new ones')).toBeVisible();
  await late.goto('/login');
  await expect(late.getByText('Those who run this place make the accounts')).toBeVisible();
  await expect(late.locator('img[src*="/api/place/picture/"]')).toBeVisible();
});
