import { startTcpProxy } from '../apps/server/tests/faults/tcp-proxy.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

test('[D17] without a connection a message can be changed and cancelled, a reaction waits, and all of it holds later', async ({
  server,
  equip,
  join,
  startChat,
}) => {
  await using proxy = await startTcpProxy(Number(new URL(server.url).port));
  const ada = await equip('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  await ada.page.goto(`http://127.0.0.1:${proxy.port}/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  const bobs = new ChatPage(bob.page);
  const { page, composer } = mine;
  await bobs.open('Ada');
  await expect(page.getByText('Both of you are here · 2 active')).toBeVisible();
  await bobs.say('shall we?');
  await mine.hears('shall we?');
  // Fetched a moment after the page has settled.
  await page.waitForLoadState('networkidle');
  await mine.act(mine.message('shall we?'), 'Add a reaction');
  await expect(page.getByRole('dialog', { name: 'Reactions' })).toBeVisible();

  proxy.cut();
  await page.getByRole('dialog', { name: 'Reactions' }).getByRole('button').first().click();
  await expect(mine.message('shall we?').getByRole('group', { name: 'Reactions' })).toBeVisible();
  for (const text of ['first', 'second', 'third']) await mine.say(text);
  await expect(page.getByText(/No connection/)).toBeVisible({ timeout: 40_000 });

  await mine.message('second').hover();
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(composer).toHaveValue('second');
  await composer.fill('second, changed');
  await composer.press('Enter');
  await mine.hears('second, changed');
  await mine.message('third').hover();
  await page.getByRole('button', { name: 'Cancel sending' }).click();
  await expect(mine.message('third')).toHaveCount(0);

  proxy.heal();
  await bobs.hears('first', 'second, changed');
  await expect(bobs.message('shall we?').getByRole('group', { name: 'Reactions' })).toBeVisible();
  await mine.say('done');
  await bobs.hears('done');
  await expect(bobs.message('third')).toHaveCount(0);
});

test('whoever is removed from a group reads by whom and from which, then and after a reload', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob], 'Weekend hike');
  const bobs = new ChatPage(bob.page);
  await bobs.open('Weekend hike');
  const answer = await ada.request.delete(`/api/chats/${chat.id}/members/${bob.user.id}`);
  expect(answer.status()).toBe(204);
  await expect(bob.page.getByText('Ada removed you from Weekend hike')).toBeVisible();
  await bob.page.reload();
  await expect(bob.page.getByText('Ada removed you from Weekend hike')).toBeVisible();
});
