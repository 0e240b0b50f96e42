import { otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';

test('what one wants to hear of, in general and of a chat, is kept and holds on every device', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  const { page } = ada;
  await page.goto('/settings');
  const wishes = page.getByRole('region', { name: 'Notifications', exact: true });
  await wishes.getByRole('radio', { name: /^Everything/ }).check();
  await wishes.getByRole('textbox', { name: 'Keywords' }).fill('tea, deployment ,, tea');
  await page.keyboard.press('Enter');
  await expect(wishes.getByRole('textbox', { name: 'Keywords' })).toHaveValue('tea, deployment');
  await wishes.getByRole('button', { name: 'Until tomorrow' }).click();
  await expect(wishes.getByRole('status')).toHaveText(/^On until /);
  await wishes.getByRole('button', { name: 'Add a weekly schedule' }).click();
  await wishes.getByRole('group', { name: 'Schedule 1' }).getByRole('button', { name: 'Saturday' }).click();
  await wishes.getByRole('button', { name: 'Add people…' }).click();
  const dialog = page.getByRole('dialog', { name: 'People who can still reach you' });
  // Other tests' people may fill the first page.
  await dialog.getByRole('combobox').fill(bob.user.username);
  await dialog.getByRole('option', { name: bob.user.username }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(wishes.getByText('Bob')).toBeVisible();

  await page.goto(`/chats/${chat.id}/details`);
  const ofChat = page.getByRole('region', { name: 'Notifications' });
  await ofChat.getByRole('combobox').selectOption('Mentions');
  await ofChat.getByRole('button', { name: 'Mute' }).click();
  await page.getByRole('menuitem', { name: 'For an hour' }).click();
  await expect(ofChat.getByRole('button', { name: /^Unmute \(muted until / })).toBeVisible();

  const other = await otherDevice(ada, `/chats/${chat.id}/details`);
  await expect(other.getByRole('region', { name: 'Notifications' }).getByRole('combobox')).toHaveValue('mentions');
  await other.getByRole('button', { name: /^Unmute/ }).click();
  await expect(ofChat.getByRole('button', { name: 'Mute' })).toBeVisible();
  await other.goto('/settings');
  const there = other.getByRole('region', { name: 'Notifications', exact: true });
  await expect(there.getByRole('radio', { name: /^Everything/ })).toBeChecked();
  await expect(there.getByRole('textbox', { name: 'Keywords' })).toHaveValue('tea, deployment');
  await expect(there.getByRole('button', { name: 'Saturday' })).toHaveAttribute('aria-pressed', 'true');
  await there.getByRole('button', { name: 'End now' }).click();
  await there.getByRole('button', { name: 'Delete this schedule' }).click();
  await expect(there.getByRole('status')).toHaveText(/^You get no notifications/);
  await there.getByRole('button', { name: 'Remove Bob' }).click();
  await expect(there.getByText('Bob')).toHaveCount(0);
});
