import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, password, test } from './fixtures.ts';

test('a newcomer registers, starts a 1-on-1 chat, and two people talk live', async ({ page, join }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const other = await join('Marek Novák');
  await page.goto('/');
  await expect(page).toHaveURL(/\/login/);
  await page.getByRole('link', { name: /create an account/i }).click();
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await page.getByLabel('Username').fill(`ines-${Date.now().toString(36)}`);
  await page.getByLabel('Your name').fill('Ines Duarte');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: /create/i }).click();
  await expect(page.getByText('+ New Chat').first()).toBeVisible();

  await page.getByText('+ New Chat').first().click();
  await expect(page).toHaveURL(/\/new/);
  await page.getByRole('combobox', { name: 'Search people' }).fill(other.user.username);
  await page.getByRole('option', { name: /Marek Novák/ }).click();
  await page.getByRole('button', { name: 'Start 1-on-1 Chat' }).click();
  const ines = new ChatPage(page);
  const marek = new ChatPage(other.page);
  await expect(ines.composer).toBeFocused();
  await page.keyboard.type('Are both loggers up?');
  await page.keyboard.press('Enter');

  await expect(marek.chat('Ines Duarte')).toContainText('Are both loggers up?');
  await expect(marek.chat('Ines Duarte')).toContainText('1');
  await marek.open('Ines Duarte');
  await expect(page.getByText('Both of you are here · 2 active')).toBeVisible();
  const fate = (name: string) => ines.message('Are both loggers up?').getByRole('img', { name, exact: true });
  await expect(fate('Read')).toBeVisible();
  await marek.say('Both are.');
  await ines.hears('Both are.');
  // One is told at most once in some seconds: somebody who goes on typing is seen.
  const typing = marek.composer.pressSequentially('More to come, wait a moment', { delay: 200 });
  await expect(page.getByText('Marek is typing')).toBeVisible();
  await typing;

  await other.page.goto('/');
  await expect(page.getByText('Online', { exact: true })).toBeVisible();
  await page.reload();
  await ines.hears('Are both loggers up?', 'Both are.');
  await other.page.context().close();
  expect(errors).toEqual([]);
});

test('three people make a group and all see everything, in one order', async ({ join }) => {
  const people = [await join('Amara'), await join('Tomoko'), await join('Jonas')] as const;
  const [amara, tomoko, jonas] = people;
  const { page } = amara;
  await page.getByText('+ New Chat').first().click();
  for (const { user } of [tomoko, jonas]) {
    await page.getByRole('combobox', { name: 'Search people' }).fill(user.username);
    await page.getByRole('option', { name: new RegExp(user.displayName) }).click();
  }
  await page.getByLabel('Group name').fill('Weekend hike');
  await page.getByRole('button', { name: 'Create Group Chat' }).click();
  const pages = people.map((person) => new ChatPage(person.page));
  for (const chat of pages.slice(1)) await chat.open('Weekend hike');
  await Promise.all(pages.map((chat, index) => chat.say(`who drives? ${index}`)));
  for (const chat of pages) await chat.hears('who drives? 0', 'who drives? 1', 'who drives? 2');
  const orders = await Promise.all(
    pages.map((chat) => chat.log.getByRole('article').evaluateAll((rows) => rows.map((row) => row.dataset['row']))),
  );
  expect(orders[1]).toEqual(orders[0]);
  expect(orders[2]).toEqual(orders[0]);
  await expect(page.getByText('3 active · 3 members')).toBeVisible();

  // What others have read stands where it ends, until they keep it to themselves.
  const [mine, hers] = [new ChatPage(page), new ChatPage(tomoko.page)];
  await hers.say('I do');
  const faces = (names: string) => mine.message('I do').getByRole('button', { name: `Read by ${names}`, exact: true });
  await expect(faces('Jonas')).toBeVisible();
  await faces('Jonas').press('Enter');
  const readers = page.getByRole('dialog', { name: 'Read by' });
  await expect(readers.getByText('Jonas', { exact: true })).toBeVisible();
  await expect(readers.getByRole('radio', { name: '1 has read it' })).toBeChecked();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await jonas.page.goto('/settings');
  const shown = jonas.page.getByRole('checkbox', { name: /^Show what I’ve read/ });
  await expect(shown).toBeChecked();
  await shown.click();
  await expect(mine.log.getByRole('button', { name: /^Read by/ })).toHaveCount(0);
});

test('a message is edited with the arrow key, and deleted for everyone unless that is undone', async ({
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
  await mine.say('teh plan');
  // What is not acknowledged yet can't be edited.
  await expect(async () => {
    await mine.composer.press('ArrowUp');
    await expect(mine.composer).toHaveValue('teh plan', { timeout: 500 });
  }).toPass();
  await mine.composer.fill('the plan');
  await mine.composer.press('Enter');
  await his.hears('the plan');
  await expect(his.message('the plan')).toContainText('edited');
  const undo = ada.page.getByRole('button', { name: 'Undo' });
  await mine.act(mine.message('the plan'), 'Delete');
  await expect(mine.message('Message deleted')).toBeFocused();
  // The list says so too, and all is taken back at the message: there it is offered, and there alone.
  await expect(mine.chat('Bob')).toContainText('Message deleted');
  await expect(undo).toHaveCount(1);
  await ada.page.keyboard.press('Tab');
  await ada.page.keyboard.press('Enter');
  await expect(mine.message('the plan')).toBeFocused();
  await mine.act(mine.message('the plan'), 'Delete');
  await undo.click();
  await expect(mine.message('the plan')).toBeVisible();
  await expect(mine.chat('Bob')).toContainText('the plan');
  await his.hears('the plan');
  // The page that goes deletes at once.
  await mine.act(mine.message('the plan'), 'Delete');
  await expect(undo.first()).toBeVisible();
  await ada.page.goto('about:blank');
  await expect(his.message('Message deleted')).toBeVisible({ timeout: 3_000 });
});

test('a message that has the focus is copied and deleted by keys, and the list of keys says so', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  await startChat([ada, bob]);
  await ada.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const mine = new ChatPage(ada.page);
  await mine.open('Bob');
  await mine.say('the plan');
  // Only what the server has can be deleted.
  await expect(await mine.action(mine.message('the plan'), 'Delete')).toBeVisible();
  await mine.message('the plan').focus();
  await ada.page.keyboard.press('Control+c');
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe('the plan');
  // Text goes to the composer as from anywhere.
  await ada.page.keyboard.press('x');
  await expect(mine.composer).toHaveValue('x');
  await mine.message('the plan').focus();
  await ada.page.keyboard.press('Delete');
  await expect(mine.message('Message deleted')).toBeFocused();

  await ada.page.keyboard.press('?');
  const keys = ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys.getByText('Copy text')).toBeVisible();
  await expect(keys.getByText('Search or jump to…')).toBeVisible();
});

test('unread counts, the title and the list follow along while another chat is open', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const cleo = await enrol('Cleo');
  await startChat([ada, bob]);
  await startChat([ada, cleo]);
  const mine = new ChatPage(ada.page);
  const bobs = new ChatPage(bob.page);
  await mine.open('Cleo');
  await bobs.open('Ada');
  await bobs.composer.fill('one');
  await expect(mine.chat('Bob')).toContainText('typing…');
  for (const text of ['one', 'two', 'three']) await bobs.say(text);
  await expect(mine.chat('Bob')).toContainText('three');
  await expect(mine.chat('Bob')).toContainText('3');
  await expect(ada.page).toHaveTitle(/3/);
  await mine.open('Bob');
  await expect(ada.page.getByRole('separator', { name: 'New messages' })).toBeVisible();
  await expect(ada.page).not.toHaveTitle(/\(3\)/);
});
