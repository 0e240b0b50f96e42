import type { Locator, Page } from '@playwright/test';
import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, type Account, test } from './fixtures.ts';
import { longPress, onPhone } from './phone.ts';

const pinnedOn = (page: Page): Locator => page.getByRole('region', { name: 'Pinned' });
const everyone = (page: Page): Locator => page.getByRole('checkbox', { name: 'Members can pin messages' });

async function sayAll({ request }: Account, chatId: string, contents: readonly string[]): Promise<void> {
  for (const content of contents) {
    await request.post(`/api/chats/${chatId}/messages`, { data: { content }, failOnStatusCode: true });
  }
}

test('what one person pins is marked, told and listed for the other at once, and found again from there', async ({
  equip,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await equip('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  await sayAll(bob, chat.id, ['the gate code is 1111', ...Array.from({ length: 60 }, (_, index) => `so far ${index}`)]);
  await ada.page.goto(`/chats/${chat.id}/m/1`);
  await bob.page.goto(`/chats/${chat.id}/details`);
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await expect(pinnedOn(bob.page)).toContainText('Owners and admins can pin messages for everyone');
  await expect(await his.action(his.message('so far 59'), 'Pin')).toHaveCount(0);

  // By keyboard: the focus is on the message afterwards.
  await (await mine.action(mine.message('gate code'), 'Pin')).focus();
  await ada.page.keyboard.press('Enter');
  await expect(mine.message('gate code')).toBeFocused();
  await expect(mine.message('gate code')).toContainText('Pinned');
  await expect(pinnedOn(bob.page).getByRole('listitem')).toContainText('the gate code is 1111');
  await expect(pinnedOn(bob.page).getByRole('listitem')).toContainText('Bob');
  await expect(pinnedOn(bob.page).getByRole('button')).toHaveCount(0);

  // Both the list and the line in the log lead to it.
  await pinnedOn(bob.page).getByRole('link').click();
  await expect(his.message('gate code')).toBeInViewport();
  await expect(his.message('gate code')).toContainText('Pinned');
  await bob.page.goto(`/chats/${chat.id}`);
  await expect(async () => {
    await his.log.getByRole('link', { name: 'Ada pinned a message' }).click({ timeout: 2_000 });
    await expect(bob.page).toHaveURL(new RegExp(`/chats/${chat.id}/m/1$`), { timeout: 2_000 });
  }).toPass();
  await expect(his.message('gate code')).toBeInViewport();

  await mine.act(mine.message('gate code'), 'Unpin');
  await expect(his.message('gate code')).not.toContainText('Pinned');
});

test('owners let everyone pin and take it back, and each sees at once what they may', async ({ equip, startChat }) => {
  const ada = await equip('Ada');
  const bob = await equip('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  await sayAll(ada, chat.id, ['one', 'two', 'three', 'four', 'five']);
  await ada.page.goto(`/chats/${chat.id}/details`);
  await bob.page.goto(`/chats/${chat.id}/details`);
  const his = new ChatPage(bob.page);
  await expect(everyone(bob.page)).toHaveCount(0);
  await everyone(ada.page).check();
  await expect(his.log).toContainText('Ada allowed members to pin messages');
  for (const content of ['one', 'two', 'three', 'four', 'five']) {
    await his.act(his.message(content), 'Pin');
    await expect(his.message(content)).toContainText('Pinned');
  }
  // The last pinned first, and not all at once.
  const rows = pinnedOn(ada.page).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('five');
  await pinnedOn(ada.page).getByRole('button', { name: 'Show 2 more' }).click();
  await expect(rows).toHaveCount(5);
  await rows.last().getByRole('button', { name: 'Unpin' }).click();
  await expect(rows).toHaveCount(4);
  await expect(his.message('one')).not.toContainText('Pinned');
  const second = `/api/chats/${chat.id}/messages/${chat.id}.2`;
  await ada.request.delete(second, { failOnStatusCode: true });
  await expect(rows).toHaveCount(3);
  await everyone(ada.page).uncheck();
  await expect(his.chat('Field station')).toContainText('Ada allowed only owners and admins to pin messages');
  await expect(await his.action(his.message('five'), 'Unpin')).toHaveCount(0);
});

test('on a phone the sheet of a message pins it, and axe finds nothing where it is listed', async ({
  browser,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  await sayAll(bob, chat.id, ['the gate code is 1111', 'bring boots']);
  const page = await onPhone(browser, ada, `/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await (await longPress(mine.message('gate code'))).getByRole('button', { name: 'Pin' }).tap();
  await expect(mine.message('gate code')).toContainText('Pinned');
  const sheet = await longPress(mine.message('gate code'));
  await expect(sheet.getByRole('button', { name: 'Unpin' })).toBeVisible();
  await page.goto(`/chats/${chat.id}/details`);
  await expect(pinnedOn(page).getByRole('listitem')).toHaveCount(1);
  await expectAccessibleInBothThemes(page);
  await page.context().close();
});

test('[D25] a server of before offers no pins, and none are shown', async ({ equip, startChat }) => {
  const ada = await equip('Ada');
  const chat = await startChat([ada], 'Field station');
  await sayAll(ada, chat.id, ['hello']);
  await ada.page.routeWebSocket(/\/api\/ws/, (socket) => {
    socket.connectToServer().onMessage((frame) => {
      socket.send(String(frame).replace(/"features":\[[^\]]*\]/, '"features":[]'));
    });
  });
  await ada.page.goto(`/chats/${chat.id}/details`);
  await expect(ada.page.getByRole('region', { name: 'Members' })).toBeVisible();
  const mine = new ChatPage(ada.page);
  await expect(await mine.action(mine.message('hello'), 'Pin')).toHaveCount(0);
  await expect(pinnedOn(ada.page)).toHaveCount(0);
});
