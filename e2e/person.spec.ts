import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { drawPicture } from './draw-picture.ts';
import { expect, test } from './fixtures.ts';

test('a status is set in two presses and seen by the other at once, in the list, the chat and the card', async ({
  join,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  await startChat([ada, bob]);
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await mine.open('Bob');
  await his.open('Ada');
  await his.say('see you');

  await bob.page.getByRole('button', { name: 'Bob: your menu' }).click();
  await bob.page.getByRole('menuitem', { name: 'Set a status' }).click();
  await expectAccessibleInBothThemes(bob.page);
  await bob.page.getByRole('button', { name: 'On holiday' }).click();
  await expect(mine.chat('Bob')).toContainText('🌴');
  await expect(ada.page.getByText('🌴 On holiday')).toBeVisible();
  // Nobody is told the local time unless one agrees.
  await bob.page.goto('/settings');
  await bob.page.getByRole('checkbox', { name: /^Show my local time to others/ }).check();

  // A picture, cut to a square by keys.
  const face = mine.chat('Bob').locator('img[src^="/api/pictures/"]');
  const chosen = { name: 'me.png', mimeType: 'image/png', buffer: await drawPicture(bob.page, 800, 400) };
  await bob.page.locator('input[type=file][accept*="image/avif"]').setInputFiles(chosen);
  const cropping = bob.page.getByRole('dialog', { name: 'Crop the picture' });
  await expect(cropping.getByRole('slider', { name: 'Zoom' })).toBeEnabled();
  await cropping.getByRole('application').focus();
  await bob.page.keyboard.press('ArrowLeft');
  await bob.page.keyboard.press('+');
  await expect(cropping.getByRole('status')).toContainText('zoom 125 %');
  await expectAccessibleInBothThemes(bob.page);
  await cropping.getByRole('button', { name: 'Use picture' }).click();
  await expect(cropping).toHaveCount(0);
  await expect(face).toHaveJSProperty('naturalWidth', 96);
  await bob.page.getByRole('button', { name: 'Remove picture' }).click();
  await expect(face).toHaveCount(0);

  await mine.message('see you').getByText('Bob', { exact: true }).click();
  const card = ada.page.getByRole('dialog', { name: 'Bob' });
  await expect(card).toContainText(`@${bob.user.username}`);
  await expect(card).toContainText('On holiday');
  await expect(card).toContainText('local time');
  await expectAccessibleInBothThemes(ada.page);
  await ada.page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await bob.page.getByRole('button', { name: 'Bob: your menu' }).click();
  await bob.page.getByRole('menuitem', { name: '🌴 On holiday' }).click();
  await bob.page.getByRole('button', { name: 'Clear status' }).click();
  await expect(mine.chat('Bob')).not.toContainText('🌴');

  // In words and with an emoji of one's own.
  await bob.page.getByRole('button', { name: 'Bob: your menu' }).click();
  await bob.page.getByRole('menuitem', { name: 'Set a status' }).click();
  await bob.page.getByRole('textbox', { name: 'Status message' }).fill('counting down');
  await bob.page.getByRole('button', { name: 'Choose an emoji' }).click();
  const search = bob.page.getByRole('combobox', { name: 'Search emoji' });
  await search.fill('rocket');
  await expect(bob.page.getByRole('listbox', { name: 'Emoji' }).getByRole('option').first()).toHaveText('🚀');
  await search.press('Enter');
  await expect(bob.page.getByRole('button', { name: 'Emoji: 🚀' })).toBeFocused();
  await bob.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(ada.page.getByText('🚀 counting down')).toBeVisible();
});

test('the card leads from a member to a chat with them, and notes to oneself are one press away', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const group = await startChat([ada, bob], 'Field station');
  const { page } = ada;
  const mine = new ChatPage(page);
  await page.goto(`/chats/${group.id}/details`);
  const chosen = { name: 'station.png', mimeType: 'image/png', buffer: await drawPicture(page, 300, 300) };
  await page.locator('input[type=file][accept*="image/avif"]').setInputFiles(chosen);
  await page.getByRole('button', { name: 'Use picture' }).click();
  await expect(mine.log).toContainText('Ada changed the group picture');
  await expect(mine.chat('Field station').locator('img[src^="/api/pictures/"]')).toHaveJSProperty('naturalWidth', 96);

  // By keyboard.
  const name = page.getByRole('region', { name: 'Members' }).getByRole('button', { name: 'Bob', exact: true });
  await name.focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog', { name: 'Bob' });
  await expect(card).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  await name.click();
  await card.getByRole('button', { name: 'Message' }).click();
  await expect(page.getByRole('heading', { name: 'Bob' })).toBeVisible();

  await page.getByRole('button', { name: '+ New Chat' }).click();
  await page.getByRole('button', { name: 'Notes to self' }).click();
  await expect(page.getByRole('heading', { name: 'Notes to self' })).toBeVisible();
  await mine.say('buy milk');
  await expect(page.getByText('Only you can see this')).toBeVisible();
  await expect(mine.chat('Notes to self')).toContainText('You: buy milk');
});
