import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startServerProcess } from '../tools/server-process.ts';
import { expect, password, test } from './fixtures.ts';

/** Of so many steps of 30 s after this one (RFC 6238). */
function codeOf(secret: string, stepsAhead = 0): string {
  const bits = Array.from(secret, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** There for whoever is in. */
function chatsOf(page: Page): Locator {
  return page.getByRole('button', { name: '+ New Chat' });
}

async function logOut(page: Page): Promise<void> {
  await page.request.post('/api/auth/logout', { failOnStatusCode: true });
  await page.goto('/login');
}

async function enterPassword(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
}

test('an authenticator app is set up, and asked for after the password', async ({ join }) => {
  const { page, user } = await join('Ada');
  const chats = chatsOf(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
  await page.getByText('Can’t scan it?').click();
  const secret = (await page.locator('details p').last().innerText()).replaceAll(' ', '');
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret));
  const codes = page.getByRole('dialog', { name: 'Your recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recoveryCode = await codes.first().innerText();
  await page.getByRole('button', { name: 'I’ve kept them' }).click();
  await expect(page.getByText('On: logins ask for a code')).toBeVisible();

  await logOut(page);
  await enterPassword(page, user.username);
  // What was begun outlives the page.
  await page.reload();
  const code = page.getByLabel('Code', { exact: true });
  const wrong = codeOf(secret, 1) === '000000' ? '000001' : '000000';
  await code.fill(wrong);
  await expect(page.getByText(/code isn’t right/)).toBeVisible();
  // The one before was used: the next counts already.
  await code.fill(codeOf(secret, 1));
  await expect(chats).toBeVisible();

  await logOut(page);
  await enterPassword(page, user.username);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await page.getByLabel('Recovery code').press('Enter');
  await expect(chats).toBeVisible();
});

test('whoever’s role needs it sets up a passkey first, and logs in with it alone', async ({ browser }) => {
  await using stack = new AsyncDisposableStack();
  const folder = stack.adopt(await mkdtemp(joinPath(tmpdir(), 'confab-e2e-')), (made) => rm(made, { recursive: true }));
  const server = stack.use(await startServerProcess(folder, { RATE_LIMITS: 'off' }));
  // Passkeys belong to a name.
  const baseURL = `http://localhost:${new URL(server.url).port}`;
  const page = stack.adopt(await browser.newPage({ baseURL }), (made) => made.close());
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const account = { username: 'olga', displayName: 'Olga', password };
  await page.request.post('/api/auth/register', { data: account, failOnStatusCode: true });
  await page.goto('/');
  await expect(chatsOf(page)).toBeVisible();
  const settings = { requireSecondFactor: ['owner'] };
  await page.request.patch('/api/place', { data: settings, failOnStatusCode: true });
  // The page that was open is out at once.
  await expect(page.getByRole('heading', { name: 'Set up a second step' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name', { exact: true }).fill('My laptop');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'I’ve kept them' }).click();
  await expect(chatsOf(page)).toBeVisible();

  // A browser that offers passkeys in the field for the name would have this one chosen before anything is pressed.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await logOut(page);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await expect(chatsOf(page)).toBeVisible();
});
