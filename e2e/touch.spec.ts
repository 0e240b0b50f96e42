import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';
import { longPress, onPhone, swipe } from './phone.ts';

test('on a phone a long press opens what can be done about a message, and all of it works', async ({
  browser,
  join,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  const his = new ChatPage(bob.page);
  await his.open('Ada');
  await his.say('from Bob');
  const page = await onPhone(browser, ada, `/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await mine.composer.fill('teh plan');
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await his.hears('teh plan');

  const others = await longPress(mine.message('from Bob'));
  await expect(others.getByRole('button', { name: /Edit|Delete/ })).toHaveCount(0);
  await expectAccessible(page);
  for (const button of await others.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await others.getByRole('button', { name: 'Thumbs up' }).tap();
  await expect(his.message('from Bob').getByRole('button', { name: /^👍/u })).toBeVisible();
  await longPress(mine.message('from Bob'));
  await others.getByRole('button', { name: 'More reactions' }).tap();
  await others.getByRole('combobox', { name: 'Search emoji' }).fill('rocket');
  await others.getByRole('option', { name: 'rocket', exact: true }).tap();
  await expect(his.message('from Bob').getByRole('button', { name: /^🚀/u })).toBeVisible();

  await (await longPress(mine.message('teh plan'))).getByRole('button', { name: 'Edit' }).tap();
  await expect(mine.composer).toHaveValue('teh plan');
  await expect(mine.composer).toBeFocused();
  await mine.composer.fill('the plan');
  await page.getByRole('button', { name: 'Save' }).tap();
  await his.hears('the plan');

  await (await longPress(mine.message('the plan'))).getByRole('button', { name: 'Select text' }).tap();
  await expect.poll(() => page.evaluate(() => window.getSelection()?.toString())).toBe('the plan');
  await page.evaluate(() => window.getSelection()?.removeAllRanges());

  await (await longPress(mine.message('the plan'))).getByRole('button', { name: 'Delete' }).tap();
  await expect(his.message('Message deleted')).toBeVisible();
  await page.context().close();
});

test('the sheet of a message goes by Esc, the back button, a tap beside it and a swipe, and leaves the focus there', async ({
  browser,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  await bob.request.post(`/api/chats/${chat.id}/messages`, { failOnStatusCode: true, data: { content: 'hello' } });
  const page = await onPhone(browser, ada, '/');
  await page.getByRole('link', { name: /^Bob/ }).tap();
  const mine = new ChatPage(page);
  const message = mine.message('hello');
  const ways = {
    esc: () => page.keyboard.press('Escape'),
    back: () => page.goBack(),
    beside: () => page.touchscreen.tap(195, 80),
    // Again, as one would: on a busy machine the browser takes a finger's way for its own before the page has said a word.
    swipe: () =>
      expect(async () => {
        // It may have gone since.
        if (await page.getByRole('dialog').isHidden()) return;
        const box = await page.getByRole('dialog').boundingBox({ timeout: 1_000 });
        const top = (box?.y ?? 0) + 12;
        await swipe(page, { x: 195, y: top }, { x: 195, y: top + 260 });
        await expect(page.getByRole('dialog')).toBeHidden({ timeout: 3_000 });
      }).toPass(),
  };
  for (const [way, close] of Object.entries(ways)) {
    await test.step(way, async () => {
      const sheet = await longPress(message);
      await close();
      await expect(sheet).toBeHidden();
      await expect(page).toHaveURL(new RegExp(`/chats/${chat.id}$`));
      await expect(message).toBeFocused();
    });
  }
  // However it was closed, the next "back" leaves the chat and not a sheet that is gone.
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await page.context().close();
});

test('a phone writes several lines, zooms into no field, and keeps its history beside the keyboard', async ({
  browser,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  await bob.request.post(`/api/chats/${chat.id}/messages`, { failOnStatusCode: true, data: { content: 'hello' } });
  const page = await onPhone(browser, ada, `/chats/${chat.id}`, { viewport: { width: 844, height: 390 } });
  const mine = new ChatPage(page);
  await mine.composer.tap();
  await expect(mine.composer).toHaveAttribute('enterkeyhint', 'enter');
  await page.keyboard.type('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(mine.composer).toHaveValue('one\ntwo');
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await mine.hears('one\ntwo');

  // Android makes the window smaller for the keyboard.
  await mine.composer.tap();
  await page.setViewportSize({ width: 844, height: 170 });
  await expect.poll(() => mine.log.evaluate((log) => log.clientHeight)).toBeGreaterThan(70);
  await expect(mine.message('two')).toBeInViewport();
  // iOS lays it over the window, and only the visual viewport tells.
  await page.setViewportSize({ width: 844, height: 390 });
  await page.evaluate(() => {
    const viewport = window.visualViewport;
    if (viewport === null) throw new Error('Chromium has one.');
    Object.defineProperty(viewport, 'height', { value: 170 });
    viewport.dispatchEvent(new Event('resize'));
  });
  await expect.poll(async () => (await mine.composer.boundingBox())?.y).toBeLessThan(170 - 40);
  expect(await mine.log.evaluate((log) => log.clientHeight)).toBeGreaterThan(70);

  for (const path of ['/new', '/settings', `/chats/${chat.id}`]) {
    await page.goto(path);
    const fields = page.locator('input:visible, textarea:visible');
    await expect(fields.first()).toBeVisible();
    const smallest = (): Promise<number> =>
      fields.evaluateAll((found) =>
        Math.min(...found.map((field) => Number.parseFloat(getComputedStyle(field).fontSize))),
      );
    // What was drawn before the app came may go in this moment.
    await expect.poll(smallest).toBeGreaterThanOrEqual(16);
  }
  await page.context().close();
});

test('on a phone every dialog has a button that closes it, and the keyboard covers none', async ({
  browser,
  enrol,
}) => {
  const page = await onPhone(browser, await enrol('Ada'), '/');
  const ways: [name: RegExp, open: () => Promise<void>][] = [
    [/New chat/, () => page.getByRole('button', { name: '+ New Chat' }).tap()],
    [/jump to/, () => page.getByRole('button', { name: 'Search or jump to…' }).tap()],
    [
      /Your status/,
      async () => {
        await page.getByRole('button', { name: 'Ada: your menu' }).tap();
        await expect(page.getByRole('menuitem', { name: 'Log out' })).toBeVisible();
        await expect(page.getByRole('menuitem', { name: 'Keyboard shortcuts' })).toHaveCount(0);
        await page.getByRole('menuitem', { name: 'Set a status' }).tap();
      },
    ],
  ];
  for (const [name, open] of ways) {
    await open();
    const close = page.getByRole('dialog', { name }).getByRole('button', { name: 'Close' });
    const box = await close.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await close.tap();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: '+ New Chat' }).tap();
  const start = page.getByRole('button', { name: 'Start 1-on-1 Chat' });
  await expect(start).toBeVisible();
  // As on iOS, whose keyboard lies over a page that stays as high as it was.
  const left = 330;
  await page.evaluate((height) => {
    Object.defineProperty(window.visualViewport, 'height', { value: height });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  }, left);
  const low = async (): Promise<number> => {
    const box = await start.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  await expect.poll(low).toBeLessThanOrEqual(left);
  await page.context().close();
});

test('a finger hits what stands above the chats and in forms', async ({ browser, enrol }) => {
  const page = await onPhone(browser, await enrol('Ada'), '/');
  const targets = [
    page.getByRole('link', { name: 'Confab' }),
    page.getByRole('button', { name: 'Ada: your menu' }),
    page.getByRole('button', { name: 'Search or jump to…' }),
    page.getByRole('button', { name: '+ New Chat' }),
  ];
  const low = async (all: Locator[]): Promise<number> =>
    Math.min(...(await Promise.all(all.map(async (one) => (await one.boundingBox())?.height ?? 0))));
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
  expect(await low(targets)).toBeGreaterThanOrEqual(44);
  await page.goto('/settings');
  await expect(page.getByLabel('Your name')).toBeVisible();
  expect(await low([page.getByLabel('Your name'), page.getByLabel('New password')])).toBeGreaterThanOrEqual(44);
  await page.context().close();
});
