import { ChatPage } from './chat-page.ts';
import { expect, password, test } from './fixtures.ts';

test('login says what is wrong, keeps what was typed, and goes where one wanted to go', async ({ page, register }) => {
  const user = await register(page, 'Ines');
  await page.request.post('/api/auth/logout', { failOnStatusCode: true });
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/login/);
  await page.getByLabel('Username').fill(user.username);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText(/Wrong username or password/)).toBeVisible();
  await expect(page.getByLabel('Username')).toHaveValue(user.username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page).toHaveURL(/\/settings/);
});

test('registration names each field that is wrong beside it', async ({ page, register }) => {
  const taken = await register(page, 'Ines');
  await page.request.post('/api/auth/logout', { failOnStatusCode: true });
  await page.goto('/register');
  // A Cyrillic letter before Latin ones [A46].
  await page.getByLabel('Your name').fill('\u0410da');
  await page.getByLabel('Username').fill('a b');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: /create/i }).click();
  await expect(page.getByText('Don’t mix alphabets in one word.')).toBeVisible();
  await page.getByLabel('Your name').fill('Ada');
  await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Username').fill(taken.username.toUpperCase());
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: /create/i }).click();
  await expect(page.getByText(/taken/)).toBeVisible();
});

test('every state has an address: dialog, details, settings and unknown pages survive reload and back', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Reading group');
  const { page } = ada;
  await page.goto(`/chats/${chat.id}`);
  await page.getByText('+ New Chat').first().click();
  await expect(page.getByRole('dialog', { name: 'New chat' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('dialog', { name: 'New chat' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/chats/${chat.id}$`));
  await page.goto(`/chats/${chat.id}/details`);
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  await page.goto('/nowhere/at/all');
  await expect(page.getByRole('heading', { name: /not found|no such page|nothing/i })).toBeVisible();
  await page.goto('/chats/cNOTMINE');
  await expect(page.getByText(/no such chat|not in it|not found/i).first()).toBeVisible();
});

test('keys: Ctrl+K jumps to a chat, Alt+arrows move between chats, ? and Ctrl+/ list the keys', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const cleo = await enrol('Cleo');
  await startChat([ada, bob]);
  await startChat([ada, cleo]);
  const { page } = ada;
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByRole('link')).toHaveCount(2);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /jump/i }).fill('Bob');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Bob' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { name: 'Cleo' })).toBeVisible();
  const { composer } = new ChatPage(page);
  await composer.pressSequentially('Why?');
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('dialog')).toContainText(/keys|keyboard/i);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(composer).toHaveValue('Why?');
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Chats' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText(/keys|keyboard/i);
});
