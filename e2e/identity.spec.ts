import type { Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { expect, password, test } from './fixtures.ts';

async function logIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** As from another device: the page is not asked. */
async function endSessionElsewhere(page: Page): Promise<void> {
  const answer = await page.request.post('/api/auth/logout');
  expect(answer.status()).toBe(204);
}

/** How many files this browser keeps of somebody. */
function keptFiles(page: Page, userId: string): Promise<number> {
  return page.evaluate(async (name) => {
    const known = await indexedDB.databases();
    if (!known.some((one) => one.name === name)) return 0;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => reject(new Error('It can’t be read.')));
    opening.addEventListener('success', () => {
      const counting = opening.result.transaction('bytes').objectStore('bytes').count();
      counting.addEventListener('success', () => resolve(counting.result));
    });
    return await promise.finally(() => opening.result.close());
  }, `confab.files.${userId}`);
}

test('[A47] whoever logs in next in a tab whose session was ended elsewhere sees nothing of the one before, who finds it again', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  const mine = new ChatPage(page);
  await mine.open('Bob');
  await mine.composer.fill('a secret of Ada');
  await page.getByRole('button', { name: 'Attach files' }).waitFor();
  const secret = { name: 'secret.txt', mimeType: 'text/plain', buffer: Buffer.from('of Ada') };
  await page.getByLabel('Files to attach').setInputFiles([secret]);
  await expect.poll(() => keptFiles(page, ada.user.id)).toBe(1);
  await endSessionElsewhere(page);
  await expect(page).toHaveURL(/\/login/);
  await expect(page.locator('body')).not.toContainText('a secret of Ada');

  // Bob is in the same chat: what he would see is his own empty composer.
  await logIn(page, bob.user.username);
  await expect(page).toHaveURL(/:\d+\/$/);
  await mine.open('Ada');
  await expect(mine.composer).toHaveValue('');
  await page.getByRole('button', { name: 'Attach files' }).waitFor();
  await expect(page.getByText('secret.txt')).toHaveCount(0);
  await mine.composer.fill('a draft of Bob');
  await page.reload();
  await expect(mine.composer).toHaveValue('a draft of Bob');
  await endSessionElsewhere(page);
  await expect(page).toHaveURL(/\/login/);

  await logIn(page, ada.user.username);
  await mine.open('Bob');
  await expect(mine.composer).toHaveValue('a secret of Ada');
  await expect(page.getByText('secret.txt')).toBeVisible();
  await endSessionElsewhere(page);
  await expect(page).toHaveURL(/\/login/);
  // The same person comes back to where they were.
  await logIn(page, ada.user.username);
  await expect(page).toHaveURL(new RegExp(`/chats/${chat.id}$`));
  await expect(mine.composer).toHaveValue('a secret of Ada');
});

test('drafts leave the browser with a log-out that was asked for, and come back with the next log-in', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  await startChat([ada, await enrol('Bob')]);
  const mine = new ChatPage(ada.page);
  await mine.open('Bob');
  await mine.composer.fill('left behind');
  await ada.page.getByRole('button', { name: 'Ada: your menu' }).click();
  await ada.page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(ada.page).toHaveURL(/\/login/);
  expect(await ada.page.evaluate(() => JSON.stringify(localStorage))).not.toContain('left behind');
  await logIn(ada.page, ada.user.username);
  await mine.open('Bob');
  await expect(mine.composer).toHaveValue('left behind');
});

test('a page whose cookie became another person’s does nothing under the wrong name, says who is logged in, and starts anew', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  await startChat([ada, bob]);
  const { page } = ada;
  const mine = new ChatPage(page);
  await mine.open('Bob');
  await mine.composer.fill('half of a sentence');
  // A page that connects under the new name says so before anything can be done.
  const isLive = new Promise((resolve) => {
    // Within the same turn: its first frame may be right behind it, and another comes only when somebody speaks.
    page.once('websocket', (socket) => socket.once('framereceived', resolve));
  });
  await page.goto('/settings');
  const name = page.getByLabel('Your name');
  await expect(name).toHaveValue('Ada');
  await isLive;

  // In another tab, which tells nobody.
  const data = { username: bob.user.username, password };
  expect((await page.request.post('/api/auth/login', { data })).status()).toBe(200);
  await name.fill('Ada the Second');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('heading', { name: 'Bob is logged in here now' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText('Ada the Second');
  const me = (await (await page.request.get('/api/auth/me')).json()) as { user: { displayName: string } };
  expect(me.user.displayName).toBe('Bob');

  await page.getByRole('button', { name: 'Continue as Bob' }).click();
  await mine.open('Ada');
  await expect(mine.composer).toHaveValue('');
});

test('a log-in in one tab is noticed by the other tabs at once', async ({ join, enrol }) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  await expect(ada.page.getByRole('button', { name: 'Ada: your menu' })).toBeVisible();
  const other = await ada.page.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Ada: your menu' }).click();
  await other.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(other).toHaveURL(/\/login/);
  await expect(ada.page).toHaveURL(/\/login/);
  await logIn(other, bob.user.username);
  await expect(ada.page.getByRole('button', { name: 'Bob: your menu' })).toBeVisible();
});
