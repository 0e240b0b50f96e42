import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { freePort } from '../apps/server/tests/free-port.ts';
import { startTestDirectory } from '../apps/server/tests/sign-in/test-directory.ts';
import { startTestProvider } from '../apps/server/tests/sign-in/test-provider.ts';
import { startServerProcess } from '../tools/server-process.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, password, test } from './fixtures.ts';

/** Where others log people in: a server of its own that somebody owns already, and its log-in page. */
async function openPlace(
  stack: AsyncDisposableStack,
  browser: Browser,
  settings: Readonly<Record<string, string>>,
): Promise<Page> {
  const folder = stack.adopt(await mkdtemp(join(tmpdir(), 'confab-e2e-')), (made) => rm(made, { recursive: true }));
  const server = stack.use(await startServerProcess(folder, { RATE_LIMITS: 'off', ...settings }));
  const page = stack.adopt(await browser.newPage({ baseURL: server.url }), (made) => made.close());
  const account = { username: 'olga', displayName: 'Olga', password };
  await page.request.post('/api/auth/register', { data: account, failOnStatusCode: true });
  await page.context().clearCookies();
  await page.goto('/login');
  return page;
}

async function expectToBeIn(page: Page, displayName: string): Promise<void> {
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
  const me = await page.request.get('/api/auth/me', { failOnStatusCode: true });
  expect(await me.json()).toMatchObject({ user: { displayName } });
}

test('one logs in with a provider of OpenID Connect, and is told why one is not let in', async ({ browser }) => {
  await using stack = new AsyncDisposableStack();
  const port = String(await freePort());
  const publicUrl = `http://127.0.0.1:${port}`;
  const provider = stack.use(await startTestProvider(`${publicUrl}/login`, `${publicUrl}/login`));
  const ada = { preferred_username: 'ada', name: 'Ada Lovelace', groups: ['staff'] };
  provider.people.set('one', ada);
  provider.atBrowser = 'one';
  const page = await openPlace(stack, browser, {
    PORT: port,
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Example School',
    OIDC_SCOPES: 'openid profile email groups',
    OIDC_ALLOWED_GROUPS: 'staff',
  });
  const buttonOf = (shown: Page) => shown.getByRole('button', { name: 'Log in with Example School' });
  await expect(buttonOf(page)).toBeVisible();
  await expectAccessible(page);
  await buttonOf(page).click();
  await expectToBeIn(page, 'Ada Lovelace');

  provider.people.set('one', { ...ada, groups: [] });
  // A browser of its own: what the page still asks for would set a cookie again.
  const other = stack.adopt(await browser.newPage({ baseURL: publicUrl }), (made) => made.close());
  await other.goto('/login');
  await buttonOf(other).click();
  const refusal = other.getByRole('alert').filter({ hasText: 'group that may come in here. Ask whoever' });
  await expect(refusal).toBeVisible();
  await expect(other).toHaveURL(/\/login$/);
  await expect(other.getByRole('link', { name: 'Back to the log-in page' })).toBeVisible();

  // Who has an account with a password connects it in the settings, and disconnects it.
  provider.people.set('two', { preferred_username: 'olga.there', groups: ['staff'] });
  provider.atBrowser = 'two';
  const hers = stack.adopt(await browser.newPage({ baseURL: publicUrl }), (made) => made.close());
  await hers.request.post('/api/auth/login', { data: { username: 'olga', password }, failOnStatusCode: true });
  await hers.goto('/settings#providers');
  const section = hers.getByRole('region', { name: 'Log in with others' });
  await section.getByRole('button', { name: 'Connect' }).click();
  await expectAccessible(hers);
  await hers.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await expect(section.getByText('You can log in with it')).toBeVisible();
  await expect(hers).toHaveURL(/\/settings#providers$/);
  await section.getByRole('button', { name: 'Disconnect' }).click();
  await hers.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(section.getByText('Not connected with your account')).toBeVisible();
});

test('one logs in with the password of a directory', async ({ browser }) => {
  await using stack = new AsyncDisposableStack();
  const directory = stack.use(await startTestDirectory());
  const people = `ou=people,${directory.base}`;
  const secret = 'bob of the directory';
  const names = { uid: 'bob', sn: 'Bob', cn: 'Bob the person' };
  await directory.add(`uid=bob,${people}`, { objectClass: 'inetOrgPerson', ...names, userPassword: secret });
  const page = await openPlace(stack, browser, {
    LDAP_URL: directory.url,
    LDAP_STARTTLS: 'off',
    LDAP_BIND_DN: directory.reader.dn,
    LDAP_BIND_PASSWORD: directory.reader.password,
    LDAP_BASE: people,
  });
  await page.getByLabel('Username').fill('bob');
  await page.getByLabel('Password', { exact: true }).fill('not it');
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByText('Wrong username or password.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expectToBeIn(page, 'Bob the person');
});
