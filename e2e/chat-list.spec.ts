import type { Locator, Page } from '@playwright/test';
import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { otherDevice } from './devices.ts';
import { expect, type Account, test } from './fixtures.ts';
import { hold, onPhone } from './phone.ts';

async function say({ request }: Account, chatId: string, content: string): Promise<void> {
  await request.post(`/api/chats/${chatId}/messages`, { data: { content }, failOnStatusCode: true });
}

/** By the keyboard. */
async function choose(page: Page, row: Locator, action: string): Promise<void> {
  await row.focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

const names = (page: Page): Promise<string[]> =>
  new ChatPage(page).chats
    .locator('[data-row]')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('bdi')?.textContent ?? ''));

test('favourites, sections, muted and archived chats are the same on every device', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const [station, hike, books] = [
    await startChat([ada, bob], 'Field station'),
    await startChat([ada, bob], 'Weekend hike'),
    await startChat([ada, bob], 'Reading group'),
  ];
  for (const chat of [station, hike, books]) await say(bob, chat.id, `hello ${chat.name}`);
  const { page } = ada;
  const mine = new ChatPage(page);
  const phone = await otherDevice(ada, '/');
  await expect.poll(() => names(phone)).toEqual(['Reading group', 'Weekend hike', 'Field station']);

  // With the mouse.
  await mine.chat('Field station').hover();
  await page.getByRole('button', { name: 'Actions for Field station' }).click();
  await page.getByRole('menuitem', { name: 'Add to favourites' }).click();
  await expect
    .poll(() => names(phone))
    .toEqual(['Favourites', 'Field station', 'Chats', 'Reading group', 'Weekend hike']);
  await expect(mine.chat('Field station')).toBeFocused();

  await choose(page, mine.chat('Weekend hike'), 'Move to section…');
  await page.getByRole('textbox', { name: 'New section' }).fill('Outdoors');
  await page.keyboard.press('Enter');
  await expect(mine.chat('Weekend hike')).toBeFocused();
  await expect
    .poll(() => names(phone))
    .toEqual(['Favourites', 'Field station', 'Outdoors', 'Weekend hike', 'Chats', 'Reading group']);

  // What is muted asks for nothing.
  await expect(page).toHaveTitle(/^\(3\)/);
  await choose(page, mine.chat('Reading group'), 'Mute');
  await expect(page).toHaveTitle(/^\(2\)/);
  await expect(new ChatPage(phone).chat('Reading group')).toContainText(', muted');
  await expectAccessibleInBothThemes(page);

  // Archived, it comes back with a message.
  await choose(page, mine.chat('Field station'), 'Archive');
  await expect(page.getByRole('button', { name: 'Archive' })).toHaveAttribute('aria-expanded', 'false');
  await expect(mine.chat('Field station')).toHaveCount(0);
  await say(bob, station.id, 'anybody here?');
  await expect(mine.chat('Field station')).toContainText('anybody here?');

  // Alt+↓ goes as the list does.
  await mine.chat('Field station').click();
  await expect(page.getByRole('heading', { name: 'Field station' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Weekend hike' })).toBeVisible();
  await mine.composer.fill('not yet');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(mine.chat('Weekend hike')).toContainText('Draft: not yet');

  // To come back to it.
  const there = new ChatPage(phone).chat('Weekend hike');
  await expect(there).not.toContainText('unread');
  await choose(page, mine.chat('Weekend hike'), 'Mark as unread');
  await expect(there).toContainText('1 unread');
  await choose(page, mine.chat('Weekend hike'), 'Mark as read');
  await expect(there).not.toContainText('unread');

  await page.getByRole('button', { name: 'Sort and filter chats' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Unread only' }).click();
  await expect.poll(() => names(page)).toEqual(['Favourites', 'Field station']);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(mine.chat('Reading group')).toBeVisible();
});

test('on a phone a chat held with a finger offers the same', async ({ browser, enrol, startChat }) => {
  const ada = await enrol('Ada');
  const bob = await enrol('Bob');
  await startChat([ada, bob], 'Field station');
  const page = await onPhone(browser, ada, '/');
  const mine = new ChatPage(page);
  const sheet = await hold(mine.chat('Field station'), /^Actions for/);
  await expectAccessibleInBothThemes(page);
  await sheet.getByRole('button', { name: 'Mute', exact: true }).tap();
  await expect(mine.chat('Field station')).toContainText(', muted');
  await expect(page).toHaveURL(/\/$/);
  await page.context().close();
});
