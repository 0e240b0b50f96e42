import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startServerProcess } from '../tools/server-process.ts';
import { expect, password, test } from './fixtures.ts';

const publicUrl = 'https://chat.example.org';

test('a server for https that is opened over http says where to go, and works on its own machine', async ({
  launchOptions,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-e2e-'));
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const server = cleanUp.use(await startServerProcess(folder, { PUBLIC_URL: publicUrl, LOG_LEVEL: 'info' }));
  // A name that is no loopback address for the browser, as of a machine in the same network.
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP chat.test 127.0.0.1'];
  const browser = cleanUp.adopt(await chromium.launch({ ...launchOptions, args }), (launched) => launched.close());
  const page = await browser.newPage();
  await page.goto(`http://chat.test:${new URL(server.url).port}/settings?x=1`);
  await expect(page.getByRole('heading')).toHaveText('Confab only works over HTTPS');
  await expect(page.getByRole('link')).toHaveAttribute('href', `${publicUrl}/settings?x=1`);

  // Nobody has an account yet.
  await page.goto(server.url);
  await expect(page.getByRole('heading')).toHaveText('Create your account');
  await page.getByLabel('Username').fill('ines');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: /create/i }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(
    page
      .getByText(/new here|no chats|start a chat/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await page.reload();
  await expect(page).not.toHaveURL(/login/);
});
