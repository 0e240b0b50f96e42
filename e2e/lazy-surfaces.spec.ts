import type { Page } from '@playwright/test';
import { startTcpProxy } from '../apps/server/tests/faults/tcp-proxy.ts';
import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';
import { longPress, onPhone } from './phone.ts';
import { hasFetched, surfacesOfMouse } from './surfaces.ts';

const unreachable = 'The server can’t be reached';
test.use({ actionTimeout: 15_000 });

const newer = 'A new version of Confab is ready';

/** Nothing of the app but what it starts with: as where the network goes right after. */
async function cutOff(page: Page, chunk: string): Promise<() => Promise<void>> {
  const files = new RegExp(`/assets/${chunk}-[^/]*\\.js|/version\\.json`);
  await page.route(files, (route) => route.abort());
  return async () => await page.unroute(files);
}

test('a surface that can’t be loaded says so in its place, the page lives on, and it opens when the network is back', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  const heals = new Map<string, () => Promise<void>>();
  for (const { chunk } of surfacesOfMouse) heals.set(chunk, await cutOff(page, chunk));
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await mine.say('hello');
  let isChecked = false;
  for (const { chunk, open, shown, close } of surfacesOfMouse) {
    await test.step(chunk, async () => {
      await open(page);
      const failure = page.getByRole('heading', { name: unreachable });
      await expect(failure).toBeVisible();
      if (!isChecked) await expectAccessible(page);
      isChecked = true;
      await heals.get(chunk)?.();
      // A person does not wait until it comes by itself, as it may have by now: with what is fetched ahead.
      const click = page.getByRole('button', { name: 'Try again' }).click();
      await Promise.race([click, expect(shown(page)).toBeVisible()]);
      click.catch(() => undefined);
      await expect(shown(page)).toBeVisible();
      await expect(failure).toBeHidden();
      await (close ? close(page) : page.keyboard.press('Escape'));
      await expect(shown(page)).toBeHidden();
    });
  }
  await mine.say('still here');
});

test('a surface that can’t be loaded can be done without, and the focus goes back to where it came from', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  await cutOff(ada.page, 'KeysDialog');
  await cutOff(ada.page, 'NewChatDialog');
  await ada.page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  await expect(mine.composer).toBeVisible();
  await ada.page.getByRole('button', { name: '+ New Chat' }).click();
  await expect(ada.page.getByRole('dialog', { name: unreachable })).toBeVisible();
  await ada.page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(ada.page).toHaveURL(/\/chats\//);
  await mine.log.click();
  await ada.page.keyboard.press('?');
  await expect(ada.page.getByRole('dialog', { name: unreachable })).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(ada.page.getByRole('dialog')).toHaveCount(0);
  await mine.say('went on');
});

test('on a phone the sheet of a message says that it can’t be loaded, and comes by itself', async ({
  browser,
  join,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  await new ChatPage(bob.page).open('Ada');
  await new ChatPage(bob.page).say('press me');
  const page = await onPhone(browser, ada, '/login');
  await expect(page).not.toHaveURL(/login/);
  const heal = await cutOff(page, 'MessageSheet');
  await page.goto(`/chats/${chat.id}`);
  const message = new ChatPage(page).message('press me');
  await message.tap({ trial: true });
  // What a long press ends in on a device with a mouse beside the screen. What hears it comes a moment after the page.
  await expect(async () => {
    await page.locator('[data-row] [data-message-menu]').first().dispatchEvent('click');
    await expect(page.getByRole('dialog', { name: unreachable })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await heal();
  await expect(page.getByRole('dialog', { name: 'Message actions' })).toBeVisible();
  await page.getByRole('dialog', { name: 'Message actions' }).press('Escape');
  await longPress(message);
  await page.context().close();
});

test('what was fetched when the page had nothing else to do opens without a network', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await mine.say('hello');
  // What is not acknowledged can only be cancelled, by a toolbar that goes with it.
  await expect(async () => {
    await expect(await mine.action(mine.message('hello'), 'Add a reaction')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  for (const { chunk } of surfacesOfMouse) {
    await expect.poll(() => hasFetched(page, chunk), { message: chunk }).toBe(true);
  }
  await page.context().setOffline(true);
  for (const { chunk, open, shown, close } of surfacesOfMouse) {
    await test.step(chunk, async () => {
      await open(page);
      await expect(shown(page)).toBeVisible();
      await (close ? close(page) : page.keyboard.press('Escape'));
      await expect(shown(page)).toBeHidden();
    });
  }
});

test('a server upgraded under an open page: it says so, and a surface whose file is gone ends in words and a reload', async ({
  server,
  equip,
  enrol,
  startChat,
}) => {
  await using proxy = await startTcpProxy(Number(new URL(server.url).port));
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  // Never fetched ahead: the upgrade came first.
  await page.route(/\/assets\/(?:SettingsPane|KeysDialog)-/, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(`http://127.0.0.1:${proxy.port}/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await mine.say('before the upgrade');
  await expect(page.getByText(newer)).toHaveCount(0);
  await page.route('**/version.json', (route) => route.fulfill({ json: { build: 'the next one' } }));
  proxy.cut();
  await mine.composer.fill('half a thought');
  proxy.heal();
  await expect(page.getByText(newer)).toBeVisible({ timeout: 40_000 });
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(page.getByText(newer)).toBeHidden();

  await page.getByRole('button', { name: /: your menu$/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: newer })).toBeVisible();
  await page.goBack();
  await expect(mine.composer).toHaveValue('half a thought');
  await page.getByRole('button', { name: /: your menu$/ }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: newer })).toBeVisible();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(mine.composer).toHaveValue('half a thought');
  await mine.hears('before the upgrade');
  await expect(page.getByText(newer)).toHaveCount(0);
});

test('a page whose own part can’t be loaded says so, and goes on when it can', async ({ equip }) => {
  const ada = await equip('Ada');
  const { page } = ada;
  const heal = await cutOff(page, 'workspace');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: unreachable })).toBeVisible();
  await heal();
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
});
