import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signedInSchema } from '@confab/protocol';
import { startServerProcess } from '../tools/server-process.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, password, test } from './fixtures.ts';

test('a forgotten password: a link by mail chooses a new one, once, and logs in', async ({ page, playwright }) => {
  const { StageSmtp } = await import('../apps/server/src/mail/stage-smtp.ts');
  await using smtp = await StageSmtp.start();
  const folder = await mkdtemp(join(tmpdir(), 'confab-recovery-'));
  try {
    // Links lead to where it is.
    await using server = await startServerProcess(folder, {
      RATE_LIMITS: 'off',
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Confab <confab@example.org>',
      PUBLIC_URL: 'http://127.0.0.1',
    });
    const request = await playwright.request.newContext({ baseURL: server.url });
    const data = { username: 'ada', password, displayName: 'Ada', email: 'ada@example.org' };
    const registered = await request.post('/api/auth/register', { data });
    signedInSchema.parse(await registered.json());
    expect((await request.post('/api/me/mail/confirmation')).status()).toBe(204);
    const letter = (n: number): string => (smtp.letters[n]?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    await expect.poll(() => smtp.letters.length).toBeGreaterThan(0);
    const confirmation = /\/api\/mail\/confirm\?t=[\w.-]+/.exec(letter(0))?.[0] ?? '';
    expect((await request.post(confirmation)).status()).toBe(200);

    await page.goto(`${server.url}/login`);
    await page.getByRole('button', { name: 'Forgot your password?' }).click();
    await page.getByLabel('Username or e-mail').fill('ada@example.org');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Choose a new password' }).click();
    await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();
    await expect.poll(() => smtp.letters.length).toBe(2);
    const link = /\/login#t=[\w-]{43}/.exec(letter(1))?.[0] ?? '';
    await page.goto(server.url + link);
    await expect(page.getByText('For @ada')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('New password', { exact: true }).fill('a harbour at noon');
    await page.getByRole('button', { name: 'Save and log in' }).click();
    await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
    await page.goto(server.url + link);
    await expect(page.getByRole('heading', { name: 'This link works no more' })).toBeVisible();
    await request.dispose();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a log-in from a new device is told and known, all others are logged out, and the account goes for good', async ({
  enrol,
  join: joinPlace,
  playwright,
  server,
}) => {
  // The first one owns the place, and can't leave it.
  await enrol('Olga');
  const { page, user } = await joinPlace('Ada');
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
  const elsewhere = await playwright.request.newContext({
    baseURL: server.url,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  });
  await elsewhere.post('/api/auth/login', { data: { username: user.username, password }, failOnStatusCode: true });
  const notice = page.getByRole('status').filter({ hasText: 'New log-in: Firefox on Windows' });
  await notice.getByRole('button', { name: 'It was me' }).click();
  await expect(page.getByText('That device is known now.')).toBeVisible();
  // More of them are one notice, which leads to the list.
  for (const browser of ['Firefox/138.0', 'Firefox/139.0']) {
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 ${browser}`;
    const another = await playwright.request.newContext({ baseURL: server.url, userAgent });
    await another.post('/api/auth/login', { data: { username: user.username, password }, failOnStatusCode: true });
    await another.dispose();
  }
  await expect(page.getByRole('status').filter({ hasText: 'new log-in' })).toContainText(
    '2 new log-ins to your account',
  );
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/\/settings#sessions$/);

  await page.goto('/settings');
  const devices = page.getByRole('region', { name: 'Where you’re logged in' });
  await expect(devices.getByText('Firefox on Windows')).toBeVisible();
  await devices.getByRole('button', { name: 'Log out everywhere…' }).click();
  await page.getByRole('button', { name: 'Everywhere else' }).click();
  // While it is asked for, the dialog hides all that is behind it.
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(devices.getByText('Firefox on Windows')).toBeHidden();
  expect((await elsewhere.get('/api/auth/me')).status()).toBe(401);
  await elsewhere.dispose();

  await page.getByRole('button', { name: 'Delete my account…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await expect(dialog.getByRole('button', { name: 'Delete for good' })).toBeDisabled();
  await dialog.getByLabel('Delete them').check();
  await dialog.getByLabel('Your password', { exact: true }).fill(password);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(/\/login/);
});
