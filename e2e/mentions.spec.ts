import type { Locator, Page } from '@playwright/test';
import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { otherDevice } from './devices.ts';
import { expect, type Account, test } from './fixtures.ts';

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const listOf = (page: Page, name: string): Locator => page.getByRole('list', { name }).getByRole('listitem');

async function sayAll({ request }: Account, chatId: string, contents: readonly string[]): Promise<void> {
  for (const content of contents) {
    await request.post(`/api/chats/${chatId}/messages`, { data: { content }, failOnStatusCode: true });
  }
}

test('a mention is counted beside the unread messages on every device, found among what concerns me, and leads to its place', async ({
  equip,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await equip('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await bob.page.goto('/activity');
  await expect(bob.page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await bob.page.goto('/');
  const phone = await otherDevice(bob, '/');
  await sayAll(ada, chat.id, ['good morning']);
  await ada.page.goto(`/chats/${chat.id}`);
  await expect(ada.page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
  await mine.composer.pressSequentially('@bo');
  await expect(ada.page.getByRole('option', { name: /Bob/ })).toBeVisible();
  await mine.composer.press('Enter');
  await expect(mine.composer).toHaveValue(`@${bob.user.username} `);
  await mine.composer.pressSequentially('bring boots');
  await mine.composer.press('Enter');
  await mine.hears('bring boots');
  await sayAll(
    ada,
    chat.id,
    Array.from({ length: 40 }, (_, index) => `so far ${index}`),
  );
  for (const page of [bob.page, phone]) {
    await expect(new ChatPage(page).chat('Field station')).toContainText('1 message mentions you');
  }
  await expect(bob.page).toHaveTitle(/^\(42, @1\)/);
  await expect(bob.page.getByText('1 new in Activity')).toBeAttached();
  await phone.goto('/activity');
  await expect(listOf(phone, 'New')).toContainText('Ada mentioned you in Field station');
  await expect(listOf(phone, 'New')).toContainText('bring boots');
  await expectAccessibleInBothThemes(phone);
  // Seen there, it is not new here.
  await expect(bob.page.getByText('new in Activity')).toHaveCount(0);

  await listOf(phone, 'New').getByRole('link').click();
  await expect(new ChatPage(phone).message('bring boots')).toBeInViewport();
  // His own name is lit up, with what he is called.
  const lit = new ChatPage(phone).message('bring boots').getByText(`@${bob.user.username}`, { exact: true });
  await expect(lit).toHaveAttribute('data-tooltip', 'Bob');
  // It leads to the card of whom it names.
  await lit.press('Enter');
  const card = phone.getByRole('dialog', { name: 'Bob' });
  await expect(card).toContainText(`@${bob.user.username}`);
  await phone.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await his.open('Field station');
  await his.say('boots it is');
  for (const page of [bob.page, phone]) {
    await expect(new ChatPage(page).chat('Field station')).not.toContainText('mentions you');
  }

  // What I wrote is reacted to while I look at something else.
  await bob.page.goto('/activity');
  await expect(listOf(bob.page, 'Earlier')).toHaveCount(1);
  await mine.act(mine.message('boots it is'), 'Add a reaction');
  await ada.page.getByRole('button', { name: 'Party' }).click();
  await expect(listOf(bob.page, 'New')).toContainText('Ada reacted 🎉 in Field station');
  await expect(listOf(bob.page, 'New')).toContainText('boots it is');
});

test('any emoji is found by its name and chosen by keyboard, in one’s tone, and stands among the recent ones on every device', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  await sayAll(bob, chat.id, ['hello', 'and goodbye']);
  await ada.page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  const search = ada.page.getByRole('combobox', { name: 'Search emoji' });
  const openPicker = async (message: string): Promise<void> => {
    await mine.act(mine.message(message), 'Add a reaction');
    await ada.page.getByRole('button', { name: 'More reactions' }).click();
    await expect(search).toBeFocused();
  };
  await openPicker('hello');
  await ada.page.getByRole('radio', { name: 'Medium', exact: true }).check();
  await search.fill('waving');
  await expect(ada.page.getByRole('option').first()).toHaveText('👋🏽');
  await expectAccessibleInBothThemes(ada.page);
  await search.press('Enter');
  await expect(mine.message('hello').getByRole('button', { name: '👋🏽 1: You' })).toBeVisible();

  await openPicker('and goodbye');
  await search.fill('');
  // The one used last is the first of all.
  await search.press('ArrowDown');
  await expect(ada.page.getByRole('option', { selected: true })).toHaveText('👋🏽');
  await search.press('ArrowDown');
  await search.press('ArrowRight');
  await expect(ada.page.getByRole('option', { selected: true })).toHaveAccessibleName('grinning face with big eyes');
  await search.press('Escape');
  await expect(search).toHaveCount(0);

  // The same for what one writes: by the button beside it, and by name.
  await ada.page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await search.fill('rocket');
  await search.press('Enter');
  await expect(mine.composer).toBeFocused();
  await mine.composer.pressSequentially(' :waving');
  await expect(ada.page.getByRole('option', { name: /waving hand/ })).toBeVisible();
  await mine.composer.press('Enter');
  await expect(mine.composer).toHaveValue('🚀 👋🏽 ');
  // Typed in full it needs no key more, and the browser's own undo brings the words back. Code stays.
  await mine.composer.pressSequentially(':smile:');
  await expect(mine.composer).toHaveValue('🚀 👋🏽 😄');
  await mine.composer.press('ControlOrMeta+z');
  await expect(mine.composer).toHaveValue('🚀 👋🏽 :smile:');
  const selected = (): Promise<string> => mine.composer.evaluate(() => String(window.getSelection()));
  await expect.poll(selected).toBe('');
  await mine.composer.pressSequentially(' `:tada: ` :tada:');
  await expect(mine.composer).toHaveValue('🚀 👋🏽 :smile: `:tada: ` 🎉');
  const phone = await otherDevice(ada, `/chats/${chat.id}`);
  await new ChatPage(phone).act(new ChatPage(phone).message('hello'), 'Add a reaction');
  await phone.getByRole('button', { name: 'More reactions' }).click();
  await expect(phone.getByRole('option').first()).toHaveText('🚀');
  await expect(phone.getByRole('option').nth(1)).toHaveText('👋🏽');

  // One of our own: added in the settings, and there for whoever has its name before their eyes.
  await sayAll(bob, chat.id, ['these are :boots: and :no_such:']);
  await phone.goto(`/chats/${chat.id}`);
  const other = new ChatPage(phone);
  await expect(other.message('these are')).toContainText(':boots:');
  await ada.page.goto('/settings');
  const buffer = onePixel;
  await ada.page.getByLabel('Choose a picture').setInputFiles({ name: 'Boots.png', mimeType: 'image/png', buffer });
  await expect(ada.page.getByRole('textbox', { name: 'Name of the new emoji' })).toHaveValue('boots');
  await ada.page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(listOf(ada.page, 'Custom emoji')).toContainText('added by you');
  await expectAccessibleInBothThemes(ada.page);
  const picture = other.message('these are').getByRole('img', { name: ':boots:' });
  await expect(picture).toHaveJSProperty('naturalWidth', 1);
  await expect(other.message('these are')).toContainText(':no_such:');
  await other.composer.fill('');
  await other.composer.pressSequentially(':boots');
  await expect(phone.getByRole('option', { name: 'boots', exact: true })).toBeVisible();
  await other.composer.press('Enter');
  await expect(other.composer).toHaveValue(':boots: ');
  await other.act(other.message('hello'), 'Add a reaction');
  await phone.getByRole('button', { name: 'More reactions' }).click();
  await expect(phone.getByRole('option', { name: 'boots', exact: true })).toBeVisible();
  await phone.getByRole('combobox', { name: 'Search emoji' }).fill('boots');
  await expect(phone.getByRole('option').first()).toHaveAccessibleName('boots');
  await phone.getByRole('combobox', { name: 'Search emoji' }).press('Enter');
  const reaction = other.message('hello').getByRole('button', { name: ':boots: 1: You' });
  await expect(reaction.locator('img')).toHaveJSProperty('naturalWidth', 1);
  // Renamed, it is still shown where it has its former name.
  await ada.page.getByRole('button', { name: 'Rename :boots:' }).click();
  await ada.page.getByRole('textbox', { name: 'New name of :boots:' }).fill('wellies');
  await ada.page.keyboard.press('Enter');
  await expect(listOf(ada.page, 'Custom emoji')).toContainText('formerly :boots:');
  await expect(ada.page.getByRole('button', { name: 'Rename :wellies:' })).toBeFocused();
  await expect(picture).toHaveAttribute('title', ':wellies:');
  // Removed, it is its name again.
  await ada.page.getByRole('button', { name: 'Remove :wellies:' }).click();
  await expect(picture).toHaveCount(0);
  await expect(other.message('these are')).toContainText(':boots:');
});
