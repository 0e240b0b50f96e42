import type { Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';
import { startFront } from './front.ts';

test.use({ serviceWorkers: 'allow' });

const away = 'The server can’t be reached';

/** The addresses that this browser keeps, by the cache that they are in. */
async function kept(page: Page): Promise<Record<string, string[]>> {
  return await page.evaluate(async () => {
    const found = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        return [name, (await cache.keys()).map(({ url }) => new URL(url).pathname)] as const;
      }),
    );
    return Object.fromEntries(found);
  });
}

test('the app opens without a network, lives through an upgrade of its server, and keeps nothing of a person', async ({
  server,
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const chat = await startChat([ada, await enrol('Bob')]);
  const { page } = ada;
  const build = (await page.locator('meta[name="confab-build"]').getAttribute('content')) ?? '';
  const shell = `confab-shell ${build}`;
  await using front = await startFront(server.url, build);
  await page.goto(`${front.url}/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await mine.say('hello');
  // While a worker takes over, a reload may hang in a browser that is driven by tests (decision 33).
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');

  await test.step('without a network', async () => {
    front.cut();
    await page.reload();
    await expect(page.getByText(away)).toBeVisible();
    front.heal();
    await mine.hears('hello');
    await expect(page.getByText('A new version')).toHaveCount(0);
  });

  await test.step('an upgrade while it is open', async () => {
    await mine.composer.fill('half a thought');
    const dialog = (await kept(page))[shell]?.find((path) => path.includes('KeysDialog')) ?? '';
    front.upgrade('the-next-build', new RegExp(`${dialog},?`));
    front.cut();
    front.heal();
    await expect(page.getByText('A new version')).toBeVisible({ timeout: 40_000 });
    await expect.poll(async () => (await kept(page))['confab-shell the-next-build']).toContain('/index.html');
    // The files of this build stay as long as it is open, whatever the server has.
    expect(await page.evaluate(async (path) => (await fetch(path)).status, dialog)).toBe(200);
    expect((await page.request.get(front.url + dialog)).status()).toBe(404);
    await expect(mine.composer).toHaveValue('half a thought');
  });

  await test.step('log out', async () => {
    await page.getByRole('button', { name: /: your menu$/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await expect(page).toHaveURL(/\/login/);
    const others = async () => {
      const all = Object.values(await kept(page)).flat();
      return [...new Set(all.filter((path) => !path.startsWith('/assets/')))];
    };
    await expect.poll(others).toEqual(['/index.html']);
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain('thought');
  });
});
