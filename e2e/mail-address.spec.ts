import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StageSmtp } from '../apps/server/src/mail/stage-smtp.ts';
import { startTcpProxy } from '../apps/server/tests/faults/tcp-proxy.ts';
import { startServerProcess } from '../tools/server-process.ts';
import { expect, password, test } from './fixtures.ts';

/** The address in a letter that is meant to be followed. */
function linkIn(raw: string): string {
  const text = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return /http:\/\/127\.0\.0\.1:\d+\/[^\s<>"]+/.exec(text)?.[0] ?? '';
}

test('an account gets an address by a form and by the link in the mail that is sent there, and by nothing less', async ({
  page,
}) => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'confab-e2e-mail-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const smtp = cleanUp.use(await StageSmtp.start());
  // Links name the address that people use, which a server on a free port does not know before.
  const front = cleanUp.use(await startTcpProxy(0));
  const url = `http://127.0.0.1:${front.port}`;
  const mail = { SMTP_URL: smtp.url, MAIL_FROM: 'confab@example.org', PUBLIC_URL: url, RATE_LIMITS: 'off' };
  const server = cleanUp.use(await startServerProcess(folder, mail));
  front.aim(Number(new URL(server.url).port));

  const account = { username: 'ines', displayName: 'Ines', password };
  expect((await page.request.post(`${url}/api/auth/register`, { data: account })).status()).toBe(201);
  await page.goto(`${url}/settings`);
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Send the link' }) });
  await form.getByLabel('E-mail address').fill('ines@example.org');
  await form.getByLabel('Current password').fill('not this one, no');
  await form.getByRole('button', { name: 'Send the link' }).click();
  await expect(form.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true');
  expect(smtp.letters).toEqual([]);
  await form.getByLabel('Current password').fill(password);
  await form.getByRole('button', { name: 'Send the link' }).click();
  await expect.poll(() => smtp.letters.map(({ to }) => to)).toEqual([['ines@example.org']]);
  const addressOf = async (): Promise<unknown> =>
    (await (await page.request.get(`${url}/api/me/mail`)).json()) as unknown;
  expect(await addressOf()).toMatchObject({ address: null });

  const other = await page.context().newPage();
  await other.goto(linkIn(smtp.letters[0]?.raw ?? ''));
  // Whatever follows links in mails by itself says nothing.
  expect(await addressOf()).toMatchObject({ address: null });
  await other.getByRole('button').click();
  await expect.poll(addressOf).toMatchObject({ address: 'ines@example.org', isConfirmed: true });
  await page.reload();
  await expect(page.getByText('ines@example.org')).toBeVisible();
});
