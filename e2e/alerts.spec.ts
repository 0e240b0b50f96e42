import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { type Account, expect, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

/** What the system shows of this browser's, as "title: text". */
async function shown(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`);
  });
}

/** Its person looks elsewhere, or back. Browsers in tests think that each page has the focus. */
async function look(page: Page, isHere: boolean): Promise<void> {
  await page.evaluate((here) => {
    document.hasFocus = () => here;
    window.dispatchEvent(new Event(here ? 'focus' : 'blur'));
  }, isHere);
}

async function say({ request }: Account, chatId: string, content: string): Promise<{ id: string }> {
  const data = { clientId: crypto.randomUUID(), content };
  const answer = await request.post(`/api/chats/${chatId}/messages`, { data });
  return (await answer.json()) as { id: string };
}

test('whoever looks elsewhere is told by the system once for each chat, and not any more what was read, deleted or left behind', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  await page.addInitScript(() => {
    if (sessionStorage.getItem('refused') === 'yes')
      Object.defineProperty(Notification, 'permission', { value: 'denied' });
  });
  await page.evaluate(() => sessionStorage.setItem('refused', 'yes'));
  await page.goto('/settings');
  await expect(page.getByText('Your browser refuses them for this page')).toBeVisible();

  await page.evaluate(() => sessionStorage.clear());
  await page.context().grantPermissions(['notifications']);
  await page.reload();
  await expect(page.getByText('The system shows a notification for each chat')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();
  await page.evaluate(async () => await navigator.serviceWorker.ready);

  await test.step('looking at the page', async () => {
    await say(bob, chat.id, 'seen at once');
    await expect(page).toHaveTitle(/^\(1\)/);
    // The tab says it too.
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /^data:image\/png/);
  });

  await test.step('looking elsewhere', async () => {
    await look(page, false);
    await say(bob, chat.id, '**first** of two');
    await expect.poll(() => shown(page)).toEqual(['Bob: first of two (and 1 more)']);
    await say(bob, chat.id, 'second');
    await expect.poll(() => shown(page)).toEqual(['Bob: second (and 2 more)']);
  });

  await test.step('read on another device', async () => {
    const read = await ada.request.post(`/api/chats/${chat.id}/read`, { data: { seq: 3 } });
    expect(read.ok()).toBe(true);
    await expect.poll(() => shown(page)).toEqual([]);
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', '/favicon.svg');
  });

  await test.step('deleted', async () => {
    const { id } = await say(bob, chat.id, 'a mistake');
    await expect.poll(() => shown(page)).toEqual(['Bob: a mistake']);
    expect((await bob.request.delete(`/api/chats/${chat.id}/messages/${id}`)).ok()).toBe(true);
    await expect.poll(() => shown(page)).toEqual([]);
  });

  await test.step('one page of two speaks, and the one before one’s eyes keeps the other quiet', async () => {
    const other = await page.context().newPage();
    await other.goto(`/chats/${chat.id}`);
    await expect(new ChatPage(other).composer).toBeFocused();
    await say(bob, chat.id, 'read over there');
    await new ChatPage(other).hears('read over there');
    await expect(page).toHaveTitle(/^Settings/);
    expect(await shown(page)).toEqual([]);
    await other.close();
  });

  await test.step('logged out', async () => {
    await say(bob, chat.id, 'left behind');
    await expect.poll(() => shown(page)).toEqual(['Bob: left behind']);
    await look(page, true);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await expect(page).toHaveURL(/\/login/);
    await expect.poll(() => shown(page)).toEqual([]);
  });
});
