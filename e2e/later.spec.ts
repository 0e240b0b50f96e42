import { documentPageSchema } from '@confab/protocol';
import { ChatPage } from './chat-page.ts';
import { otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';

test('what is sent later or silently, and reminders, are the same on every device, and come when they are due', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  await startChat([ada, bob], 'Field station');
  const { page } = ada;
  const mine = new ChatPage(page);
  const ways = page.getByRole('button', { name: 'Other ways to send' });
  const choose = async (way: string | RegExp): Promise<void> => {
    await ways.click();
    await page.getByRole('menuitem', { name: way }).click();
  };
  await mine.open('Field station');
  const desk = await otherDevice(ada, '/scheduled');
  await expect(desk.getByRole('heading', { name: 'Nothing is scheduled' })).toBeVisible();

  await mine.composer.pressSequentially('@sil');
  await expect(page.getByRole('option', { name: '@silent' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(mine.composer).toHaveValue('@silent ');
  await mine.composer.pressSequentially('do not get up');
  await mine.composer.press('Enter');
  await expect(mine.message('do not get up')).toContainText('Sent silently');
  await expect(mine.message('@silent')).toHaveCount(0);
  await mine.composer.fill('nor for this');
  await choose('Send silently');
  await expect(mine.message('nor for this')).toContainText('Sent silently');
  await expect(mine.composer).toBeFocused();

  await mine.composer.fill('good morning');
  await choose(/^Tomorrow morning/);
  await expect(mine.composer).toHaveValue('');
  await expect(mine.message('good morning')).toHaveCount(0);
  const rows = desk.getByRole('list', { name: 'Scheduled messages' }).getByRole('listitem');
  await expect(rows).toContainText([/Tomorrow, 0?9:00/]);
  // By keyboard: what is chosen in the dialog is another day.
  await mine.composer.fill('on another day');
  await ways.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Another time…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  await expect(dialog).toContainText('on another day');
  await dialog.getByLabel('Day').fill('2020-01-01');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(dialog).toContainText('That time has passed.');
  await dialog.getByLabel('Day').fill(`${new Date().getFullYear() + 1}-05-04`);
  await dialog.getByLabel('Time', { exact: true }).fill('07:30');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(rows).toHaveCount(2);
  await expect(mine.message('on another day')).toHaveCount(0);
  await expect(page.getByRole('link', { name: '2 scheduled messages' })).toHaveAttribute('href', '/scheduled');

  await rows.first().getByRole('button', { name: 'Change' }).click();
  await desk.getByRole('dialog').getByLabel('Message', { exact: true }).fill('good morning, all');
  await desk.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(rows.first()).toContainText('good morning, all');
  await rows.first().getByRole('button', { name: 'Send now' }).click();
  await expect(mine.message('good morning, all')).toBeVisible();
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole('button', { name: 'Delete' }).click();
  await expect(desk.getByRole('heading', { name: 'Nothing is scheduled' })).toBeVisible();

  // What may not be sent says why.
  const left = { chatId: 'elsewhere', content: 'too late', at: new Date(Date.now() - 1_000).toISOString() };
  await page.request.put('/api/me/documents/scheduled%2Fleft', { data: { value: left }, failOnStatusCode: true });
  await expect(rows.first()).toContainText('You were no longer in the chat when it was due.');

  await mine.act(mine.message('good morning, all'), 'Remind me…');
  await expect(page.getByRole('dialog')).toContainText('good morning, all');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await mine.act(mine.message('good morning, all'), 'Remind me…');
  await page.getByRole('dialog').getByLabel('Note (optional)').fill('answer them');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^In 20 minutes/ })
    .click();
  await (await mine.action(mine.message('good morning, all'), 'Change reminder…')).waitFor();
  await desk.goto('/reminders');
  await expect(desk.getByRole('list', { name: 'Upcoming' })).toContainText('answer them');
  // It is time.
  const { documents } = documentPageSchema.parse(await (await page.request.get('/api/me/documents')).json());
  const reminder = documents.findLast(({ key }) => key.startsWith('reminder/'));
  const due = { ...(reminder?.value as object), at: new Date().toISOString() };
  await page.request.put(`/api/me/documents/${encodeURIComponent(reminder?.key ?? '')}`, {
    data: { value: due },
    failOnStatusCode: true,
  });
  await expect(desk.getByRole('list', { name: 'Due' }).getByRole('link')).toContainText('good morning, all');
  await expect(page.getByText('Reminder: answer them')).toBeVisible();
  await expect(page.getByText('1 reminder is due')).toBeAttached();
  await desk.getByRole('button', { name: 'Later' }).click();
  await desk.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  await expect(desk.getByRole('list', { name: 'Upcoming' })).toBeVisible();
  await desk.getByRole('button', { name: 'Done' }).click();
  await expect(desk.getByRole('heading', { name: 'No reminders' })).toBeVisible();
  await expect(page.getByText('1 reminder is due')).toHaveCount(0);
});
