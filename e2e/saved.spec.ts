import type { Locator, Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { goOffline, otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';
import { longPress, onPhone } from './phone.ts';
import { hasFetched } from './surfaces.ts';

const rowsOf = (page: Page): Locator => page.getByRole('list', { name: 'Saved messages' }).getByRole('listitem');

test('what is saved at one device is at the others at once, as it reads by now, and leads back to its place', async ({
  join,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await mine.open('Field station');
  await his.open('Field station');
  await his.say('the gate code is 1111');
  await his.say('bring boots');
  const desk = await otherDevice(ada, '/saved');
  await expect(desk.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();

  await mine.act(mine.message('bring boots'), 'Save for later');
  // Nothing of its buttons stays where neither pointer nor focus is.
  await mine.composer.click();
  await expect(mine.log.getByRole('toolbar')).toHaveCount(0);
  // By keyboard: the focus is on the message afterwards, which is marked.
  await (await mine.action(mine.message('gate code'), 'Save for later')).focus();
  await ada.page.keyboard.press('Enter');
  await expect(mine.message('gate code')).toBeFocused();
  await expect(mine.message('gate code')).toContainText('Saved for later');
  await expect(ada.page.getByText('Saved for later. Find it under “Saved” in your menu.')).toBeVisible();
  await expect(rowsOf(desk)).toHaveCount(2);
  await expect(rowsOf(desk).first()).toContainText('the gate code is 1111');
  await expect(rowsOf(desk).first()).toContainText('Bob');
  await expect(rowsOf(desk).first()).toContainText('Field station');
  await expect(rowsOf(desk).last()).toContainText('bring boots');
  // It is nobody else's.
  await (await his.action(his.message('bring boots'), 'Save for later')).waitFor();

  await his.composer.press('ArrowUp');
  await his.composer.fill('bring boots and a torch');
  await his.composer.press('Enter');
  await expect(rowsOf(desk).last()).toContainText('bring boots and a torch');

  await rowsOf(desk).last().getByRole('link').click();
  await expect(desk).toHaveURL(new RegExp(`/chats/${chat.id}/m/\\d+$`));
  await expect(new ChatPage(desk).message('bring boots and a torch')).toBeInViewport();
  await desk.goBack();

  await rowsOf(desk).first().getByRole('button', { name: 'Remove from saved' }).click();
  await expect(rowsOf(desk)).toHaveCount(1);
  await expect(rowsOf(desk).getByRole('button')).toBeFocused();
  await (await mine.action(mine.message('gate code'), 'Save for later')).waitFor();
  await mine.act(mine.message('bring boots'), 'Remove from saved');
  await expect(desk.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();
});

test('of a message that was deleted, and of a chat that was left, nothing is told but that', async ({
  join,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const chat = await startChat([bob, ada], 'Night watch');
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await mine.open('Night watch');
  await his.open('Night watch');
  await his.say('a slip of the tongue');
  await his.say('a secret plan');
  await mine.act(mine.message('slip'), 'Save for later');
  await mine.act(mine.message('secret'), 'Save for later');
  // Loaded anew: the page asks for what it does not hold.
  await ada.page.goto('/saved');
  const rows = rowsOf(ada.page);
  await expect(rows.last()).toContainText('a slip of the tongue');

  await his.act(his.message('slip'), 'Delete');
  await expect(rows.last()).toContainText('A deleted message in Night watch.');
  const kept = await ada.request.get('/api/me/documents');
  expect(await kept.text()).not.toMatch(/secret|slip/);

  const path = `/api/chats/${chat.id}/members/${ada.user.id}`;
  expect((await bob.request.delete(path)).ok()).toBe(true);
  await expect(rows.first()).toContainText('You’re no longer in this chat');
  await expect(ada.page.locator('#main')).not.toContainText(/secret|slip|Night watch/);
  await ada.page.reload();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('You’re no longer in this chat');
  await rows.first().getByRole('button').click();
  await rows.first().getByRole('button').click();
  await expect(ada.page.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();
});

test('on a phone without a connection a message is saved from its sheet, and arrives when that is back', async ({
  browser,
  equip,
  join,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  const his = new ChatPage(bob.page);
  await his.open('Ada');
  await his.say('remember this');
  const phone = await onPhone(browser, ada, `/chats/${chat.id}`);
  const message = new ChatPage(phone).message('remember this');
  await expect(message).toBeVisible();
  await expect.poll(() => hasFetched(phone, 'MessageSheet')).toBe(true);
  await goOffline(phone);
  const sheet = await longPress(message);
  await sheet.getByRole('button', { name: 'Save for later' }).tap();
  // The one that slides out is no sheet that a press has opened.
  await expect(sheet).toBeHidden();
  await longPress(message);
  await expect(sheet.getByRole('button', { name: 'Remove from saved' })).toBeVisible();
  await ada.page.goto('/saved');
  await expect(ada.page.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();
  await phone.context().setOffline(false);
  await expect(rowsOf(ada.page)).toContainText('remember this');
  await phone.context().close();
});
