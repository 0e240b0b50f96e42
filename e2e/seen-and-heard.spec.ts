import type { Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

/** The key as Safari sends it at the end of a composition: not "composing" any more, and told only by its code. */
async function pressComposing(page: Page, key: 'Enter' | 'Escape'): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 });
  await keys.detach();
}

test('text is shown as it was typed: code left to right, each paragraph in its own direction, no ligatures', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Languages');
  const long = 'שלום לכולם, הנה משפט ארוך מאוד שאינו נכנס בשורה אחת של הרשימה';
  const contents = ['הפעל `npm run dev -- --port 3` עכשיו\nand this is English', '    if (x)\n  y -> 3x4', long];
  for (const content of contents) {
    await bob.request.post(`/api/chats/${chat.id}/messages`, { failOnStatusCode: true, data: { content } });
  }
  const { page } = ada;
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await mine.hears(long);
  await expect(mine.log.locator('code').first()).toHaveCSS('direction', 'ltr');
  await expect(mine.log.locator('code').first()).toHaveCSS('unicode-bidi', 'isolate');
  // The first line starts at the right edge, the second at the left one.
  const edges = await mine
    .message('English')
    .locator('[data-message-text]')
    .evaluate((words) => {
      const box = words.getBoundingClientRect();
      const spans = [words.firstChild, words.lastChild].map((node) => {
        const range = document.createRange();
        if (node === null) throw new Error('It has words.');
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });
      const first = spans[0]?.[0];
      const last = spans[1]?.at(-1);
      return { first: Math.round(box.right - (first?.right ?? 0)), last: Math.round((last?.left ?? 0) - box.left) };
    });
  expect(edges).toEqual({ first: 0, last: 0 });
  expect(
    await mine
      .message('3x4')
      .locator('[data-message-text]')
      .evaluate((words) => words.textContent),
  ).toBe('    if (x)\n  y -> 3x4');
  for (const place of [mine.message('3x4').locator('[data-message-text]'), mine.composer]) {
    await expect(place).toHaveCSS('font-variant-ligatures', 'no-contextual');
  }
  const preview = mine.chats.locator('bdi', { hasText: 'שלום' });
  await expect(preview).toHaveCSS('direction', 'rtl');
  await expect(preview).not.toContainText('Bob');
});

test('a message is named by its words, the same words twice are said twice, and the chats are one tab stop', async ({
  join,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const names = ['Anchor', 'Beacon', 'Compass'];
  for (const name of names) await startChat([ada, bob], name);
  const { page } = ada;
  const mine = new ChatPage(page);
  const his = new ChatPage(bob.page);
  await mine.open('Anchor');
  await his.open('Anchor');
  const said = page.getByRole('status').locator('p');
  await his.say('same words');
  await expect(mine.log.getByRole('article', { name: /^Bob, \d\d:\d\d: same words$/ })).toHaveCount(1);
  await expect(said).toHaveText(['Bob: same words']);
  await his.composer.fill('same words');
  await his.composer.press('Enter');
  await expect(said).toHaveText(['Bob: same words', 'Bob: same words']);

  const links = mine.chats.getByRole('link');
  await expect(links).toHaveCount(3);
  expect(await links.evaluateAll((all) => all.filter((link) => link.tabIndex === 0).length)).toBe(1);
  await mine.chat('Anchor').focus();
  await page.keyboard.press('End');
  await expect(links.last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(links.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  expect(await links.evaluateAll((all) => all.map((link) => link.tabIndex))).toEqual([-1, 0, -1]);
  await page.keyboard.press('Tab');
  await expect(links.nth(1)).not.toBeFocused();
  expect(await mine.chats.evaluate((nav) => nav.contains(document.activeElement))).toBe(false);
});

test('keys that an input method uses close, choose and send nothing', async ({ equip, enrol, startChat }) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Harbour');
  const { page } = ada;
  await page.goto(`/chats/${chat.id}/details`);
  await page.getByRole('button', { name: 'Rename' }).click();
  const name = page.getByLabel('Group name');
  await name.fill('Kobe');
  for (const key of ['Escape', 'Enter'] as const) await pressComposing(page, key);
  await expect(name).toHaveValue('Kobe');
  await name.press('Escape');

  await page.goto('/new');
  const search = page.getByRole('combobox', { name: 'Search people' });
  await search.fill(bob.user.username);
  await expect(page.getByRole('option')).toHaveCount(1);
  for (const key of ['Enter', 'Escape'] as const) await pressComposing(page, key);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeVisible();
  await search.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: /jump/i });
  await palette.fill('Harbour');
  for (const key of ['Enter', 'Escape'] as const) await pressComposing(page, key);
  await expect(palette).toHaveValue('Harbour');
  await palette.press('Enter');
  const mine = new ChatPage(page);
  await mine.composer.fill('こんにちは');
  for (const key of ['Enter', 'Escape'] as const) await pressComposing(page, key);
  await expect(mine.composer).toHaveValue('こんにちは');
  await expect(mine.log.getByRole('article')).toHaveCount(0);
});

test('with forced colours one sees where one is, what is chosen, who is here, and edges', async ({
  equip,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await equip('Bob');
  const chat = await startChat([ada, bob]);
  await bob.page.goto(`/chats/${chat.id}`);
  const { page } = ada;
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  const outlined = /solid/;
  await expect(mine.chat('Bob')).toHaveCSS('outline-style', outlined);
  const dot = mine.chat('Bob').locator('[data-online]');
  await expect(dot).toHaveCSS('forced-color-adjust', 'none');
  const colours = await dot.evaluate((one) => [
    getComputedStyle(one).backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
  await expect(page.getByRole('button', { name: '+ New Chat' })).toHaveCSS('border-top-style', 'solid');
  await expect(page.locator('form')).toHaveCSS('outline-style', outlined);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toHaveCSS('outline-style', outlined);
  await expect(page.getByRole('dialog')).toHaveCSS('border-top-style', 'solid');
  await page.goto('/settings');
  for (const label of await page.locator('label:has(:checked)').all()) {
    await expect(label).toHaveCSS('outline-style', outlined);
  }
  await expect(page.locator('label:not(:has(:checked))').first()).toHaveCSS('outline-style', 'none');
});
