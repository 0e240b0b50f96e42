import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';
import { longPress, onPhone } from './phone.ts';

const panelOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Thread' });
const fieldOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply in the thread' });

async function reply(page: Page, text: string): Promise<void> {
  await fieldOf(page).fill(text);
  await fieldOf(page).press('Enter');
  await expect(panelOf(page).getByRole('log').getByRole('article').filter({ hasText: text })).toHaveCount(1);
}

test('two people talk in a thread beside their chat, a third follows it from elsewhere, and removal shuts it', async ({
  equip,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await equip('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  const elsewhere = await startChat([ada, bob], 'Elsewhere');
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);
  await ada.page.goto(`/chats/${chat.id}`);
  await bob.page.goto(`/chats/${chat.id}`);
  await mine.say('the mast is loose');

  await his.act(his.message('the mast'), 'Reply in a thread');
  await expect(bob.page).toHaveURL(new RegExp(`/chats/${chat.id}/threads/1$`));
  await expect(fieldOf(bob.page)).toBeFocused();
  await expect(panelOf(bob.page)).toContainText('the mast is loose');
  await reply(bob.page, 'which wire?');
  // The draft of the chat is another one.
  await expect(his.composer).toHaveValue('');

  const line = mine.message('the mast').getByRole('link', { name: /1 reply/ });
  await line.click();
  await expect(panelOf(ada.page)).toContainText('which wire?');
  await reply(ada.page, 'the upper one');
  await expect(panelOf(bob.page)).toContainText('the upper one');
  // What is told comes at most once a second.
  await expect(async () => {
    await fieldOf(ada.page).pressSequentially('hm');
    await expect(panelOf(bob.page).getByText('Ada is typing')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expectAccessible(ada.page);
  // No timer comes any more of a page that is left, as on a phone: what is due goes out by itself.
  await bob.page.evaluate(() => Object.assign(globalThis, { setTimeout: () => 0 }));
  await fieldOf(ada.page).fill('fixed!');
  await panelOf(ada.page).getByRole('checkbox', { name: 'Also send to the chat' }).check();
  await fieldOf(ada.page).press('Enter');
  const said = bob.page.getByRole('log', { name: 'Messages in Field station' }).getByRole('article');
  await expect(said.filter({ hasText: 'fixed!' }).getByRole('link', { name: 'Replied in a thread' })).toBeVisible();
  await expect(said.filter({ hasText: 'the mast' }).getByRole('link', { name: /3 replies/ })).toBeVisible();
  // What he saw in the last moment is read, also if he leaves in the next.
  await expect(panelOf(bob.page)).toContainText('fixed!');
  await bob.page.goto(`/chats/${elsewhere.id}`);

  // ↑ edits what was said here, and not in the chat.
  await fieldOf(ada.page).press('ArrowUp');
  await expect(fieldOf(ada.page)).toHaveValue('fixed!');
  await fieldOf(ada.page).press('Escape');
  await fieldOf(ada.page).press('Escape');
  await expect(panelOf(ada.page)).toBeHidden();

  // Somewhere else one is told that there is something new, and where.
  await line.or(mine.message('the mast').getByRole('link', { name: /replies/ })).click();
  // Who is in the chat is offered in its threads.
  await fieldOf(ada.page).pressSequentially('come and see, @bo');
  await ada.page.getByRole('option', { name: /Bob/ }).click();
  await expect(fieldOf(ada.page)).toHaveValue(`come and see, @${bob.user.username} `);
  await fieldOf(ada.page).press('Enter');
  await bob.page.getByRole('link', { name: /Threads 1/ }).click();
  const rows = bob.page.getByRole('list', { name: 'Threads you follow' }).getByRole('listitem');
  await expect(rows).toHaveText([/the mast is loose.*come and see.*1 new/s]);
  await expectAccessible(bob.page);
  await rows.getByRole('link').click();
  await expect(panelOf(bob.page)).toContainText('come and see');
  await expect(bob.page.getByRole('link', { name: /Threads 1/ })).toBeHidden();
  // What concerns him leads there too, to the place.
  await bob.page.goto('/activity');
  await bob.page.getByRole('listitem').filter({ hasText: 'come and see' }).getByRole('link').click();
  await expect(bob.page).toHaveURL(new RegExp(`/chats/${chat.id}/threads/1/4$`));
  await expect(panelOf(bob.page)).toContainText('come and see');

  const path = `/api/chats/${chat.id}/members/${bob.user.id}`;
  expect((await ada.page.request.delete(path)).ok()).toBe(true);
  await expect(panelOf(bob.page)).toBeHidden({ timeout: 1_500 });
  await reply(ada.page, 'a secret');
  await expect(bob.page.locator('body')).not.toContainText('a secret');
});

test('on a phone a thread stands in the place of its chat, and one goes back', async ({
  browser,
  enrol,
  join,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  const his = new ChatPage(bob.page);
  await his.open('Ada');
  await his.say('shall we?');
  const phone = await onPhone(browser, ada, `/chats/${chat.id}`);
  const message = new ChatPage(phone).message('shall we?');
  await expect(message).toBeVisible();
  const sheet = await longPress(message);
  await sheet.getByRole('button', { name: 'Reply in a thread' }).tap();
  await expect(panelOf(phone)).toBeVisible();
  await fieldOf(phone).fill('gladly');
  await panelOf(phone).getByRole('button', { name: 'Send', exact: true }).tap();
  await expect(his.message('shall we?').getByRole('link', { name: /1 reply/ })).toBeVisible();
  await expectAccessible(phone);
  await panelOf(phone).getByRole('button', { name: 'Thread notifications' }).tap();
  for (const choice of ['Mentions', 'Don’t follow', 'Every reply']) {
    await phone.getByRole('menuitemradio', { name: choice }).tap();
    await expect(phone.getByRole('menuitemradio', { name: choice })).toBeChecked();
  }
  await phone.keyboard.press('Escape');
  await phone.goBack();
  await expect(panelOf(phone)).toBeHidden();
  await expect(new ChatPage(phone).composer).toBeVisible();
  await phone.context().close();
});
