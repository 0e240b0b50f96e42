import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';
import { middleOf, onPhone, swipe } from './phone.ts';

test('a reply shows what it answers as that reads by now, and leads there', async ({ join, startChat }) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await mine.open('Field station');
  await his.open('Field station');
  await his.say('the gate code is 1111');
  await his.say('bring boots');

  await mine.act(mine.message('gate'), 'Reply');
  await expect(mine.composer).toBeFocused();
  await expect(mine.composer).toHaveAccessibleDescription(/Reply to Bob/);
  await mine.composer.pressSequentially('thank you');
  // What it answers goes along with the draft: to another device, and over a reload.
  const desk = await otherDevice(ada, `/chats/${chat.id}`);
  await expect(new ChatPage(desk).composer).toHaveValue('thank you');
  await expect(desk.getByText('Reply to Bob')).toBeVisible();
  await ada.page.reload();
  await expect(mine.composer).toHaveValue('thank you');
  await expectAccessible(ada.page);
  await mine.composer.press('Enter');
  await expect(ada.page.getByText('Reply to Bob')).toBeHidden();
  await expect(desk.getByText('Reply to Bob')).toBeHidden();

  const quote = his.message('thank you').getByRole('link', { name: /In reply to/ });
  await expect(quote).toHaveText('In reply toBobthe gate code is 1111');
  await his.composer.press('ArrowUp');
  await his.composer.press('Escape');
  await his.act(his.message('gate code').first(), 'Edit');
  await his.composer.fill('the gate code is 2222');
  await his.composer.press('Enter');
  await expect(quote).toContainText('2222');
  await expect(quote).toContainText('(edited since)');
  await quote.click();
  await expect(bob.page).toHaveURL(new RegExp(`/chats/${chat.id}/m/1$`));
  await his.act(his.message('gate code').first(), 'Delete');
  await expect(quote).toHaveText('In reply toBobMessage deleted');

  // By keyboard, and taken back.
  await mine.message('bring boots').focus();
  await ada.page.keyboard.press('Enter');
  await expect(mine.composer).toBeFocused();
  await mine.composer.press('Escape');
  await expect(ada.page.getByText('Reply to Bob')).toBeHidden();
});

test('on a phone a swipe replies, and a short one does not', async ({ browser, join, enrol, startChat }) => {
  const ada = await enrol('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  const his = new ChatPage(bob.page);
  await his.open('Ada');
  await his.say('shall we?');
  const phone = await onPhone(browser, ada, `/chats/${chat.id}`);
  const page = new ChatPage(phone);
  /** Each time anew: while the log settles it moves. */
  const draw = async (px: number): Promise<void> => {
    const at = await middleOf(page.message('shall we?'));
    await swipe(phone, at, { x: at.x - px, y: at.y });
  };
  await draw(40);
  await expect(phone.getByText('Reply to Bob')).toHaveCount(0);
  await expect(async () => {
    await draw(120);
    await expect(phone.getByText('Reply to Bob')).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await expect(page.composer).toBeFocused();
  await page.composer.fill('gladly');
  // Chromium takes the next touch for one that stops the drawing, however long ago that was.
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(his.message('gladly').getByRole('link', { name: /In reply to/ })).toContainText('shall we?');
  await phone.context().close();
});
