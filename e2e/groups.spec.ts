import type { Page } from '@playwright/test';
import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

const chatIdOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2] ?? '';

test('a public group is found and joined, says what it is about, and may be for announcements', async ({
  equip,
  join,
  enrol,
}) => {
  const ada = await equip('Ada');
  const bob = await join('Bob');
  const cleo = await enrol('Cleo');
  const dan = await enrol('Dan');
  const name = `Hikers ${Date.now()}`;
  const mine = new ChatPage(ada.page);
  const his = new ChatPage(bob.page);

  await ada.page.goto('/new');
  for (const { user } of [cleo, dan]) {
    await ada.page.getByRole('combobox', { name: 'Search people' }).fill(user.username);
    await ada.page.getByRole('option', { name: user.displayName }).click();
  }
  await ada.page.getByRole('textbox', { name: 'Group name' }).fill(name);
  await ada.page.getByRole('checkbox', { name: 'Anyone can find and join it' }).check();
  await ada.page.getByRole('button', { name: 'Create Group Chat' }).click();
  await expect(ada.page.getByRole('heading', { name })).toBeVisible();
  await ada.page.getByRole('button', { name: 'Describe the group' }).click();
  await ada.page.getByRole('button', { name: 'Add topic and description' }).click();
  await ada.page.getByRole('textbox', { name: 'Topic' }).fill('Saturday, eight o’clock');
  await ada.page.getByRole('textbox', { name: 'Description' }).fill('For whoever likes hills.');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(ada.page.getByRole('region', { name: 'About' })).toContainText('For whoever likes hills.');
  await expect(mine.log).toContainText('Ada changed the group settings');
  await expectAccessibleInBothThemes(ada.page);

  await bob.page.goto('/new');
  await bob.page.getByRole('button', { name: 'Public groups' }).click();
  await bob.page.getByRole('textbox', { name: 'Search groups' }).fill(name);
  await expect(bob.page.getByRole('listitem').filter({ hasText: name })).toContainText('For whoever likes hills.');
  await expectAccessibleInBothThemes(bob.page);
  await bob.page.getByRole('button', { name: `Join ${name}` }).click();
  await expect(bob.page.getByRole('heading', { name })).toBeVisible();
  await expect(mine.log).toContainText('Bob joined');
  await his.say('hello hikers');

  // For announcements.
  await ada.page.getByRole('checkbox', { name: 'Members can write' }).uncheck();
  await expect(bob.page.getByText('Only owners and admins can write here.')).toBeVisible();
  await expect(his.composer).toHaveCount(0);
  await mine.say('Bring boots');
  await his.hears('Bring boots');

  // The only owner hands over and leaves in one step.
  await ada.page.getByRole('button', { name: 'Leave group' }).click();
  const leaving = ada.page.getByRole('dialog', { name: `Leave ${name}?` });
  await leaving.getByLabel('New owner').selectOption({ label: 'Bob' });
  await leaving.getByRole('button', { name: 'Hand over and leave' }).click();
  await expect(mine.chat(name)).toHaveCount(0);
  await expect(his.log).toContainText('Ada left');
  await his.say('mine now');

  // Three lines in a row stand as one, which opens where it is and closes again.
  const about = `/api/chats/${chatIdOf(bob.page)}`;
  for (const title of ['Walkers', 'Runners', name])
    await bob.request.patch(about, { data: { name: title }, failOnStatusCode: true });
  const run = his.log.getByRole('button', { name: 'Bob made 3 changes to the group' });
  await expect(run).toHaveAttribute('aria-expanded', 'false');
  await expect(his.log).not.toContainText('Bob named the group “Runners”');
  await his.log.getByRole('article').last().focus();
  await bob.page.keyboard.press('ArrowDown');
  await expect(run).toBeFocused();
  const { y } = (await run.boundingBox()) ?? {};
  await bob.page.keyboard.press('Enter');
  await expect(his.log).toContainText('Bob named the group “Runners”');
  await expect(run).toBeFocused();
  expect((await run.boundingBox())?.y).toBe(y);
  await expectAccessibleInBothThemes(bob.page);
  await bob.page.keyboard.press('Enter');
  await expect(his.log).not.toContainText('Bob named the group “Runners”');
  // One is at the end again.
  await expect(bob.page.getByRole('button', { name: 'Newest messages' })).toHaveCount(0);

  // It can be handed over without leaving, too.
  await bob.page.getByRole('button', { name: 'Details', exact: true }).click();
  await bob.page.getByRole('button', { name: 'Actions for Cleo' }).click();
  await bob.page.getByRole('menuitem', { name: 'Make owner' }).click();
  const asked = bob.page.getByRole('dialog', { name: 'Make Cleo an owner?' });
  await asked.getByRole('checkbox', { name: 'Stay an owner' }).uncheck();
  await expectAccessibleInBothThemes(bob.page);
  await asked.getByRole('button', { name: 'Hand over' }).click();
  await expect(bob.page.getByRole('region', { name: 'Members' }).getByText('Owner', { exact: true })).toHaveCount(1);
  await expect(bob.page.getByRole('button', { name: 'Actions for Cleo' })).toBeFocused();
});
