import type { Locator, Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';
import { longPress, onPhone } from './phone.ts';

/** The budget of the whole page, for everything that happens on it. */
const shiftMax = 0.01;

async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const shifts: { value: number; nodes: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as Shift;
        shifts.push({ value, nodes: sources.map(({ node }) => node?.textContent ?? '') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Fails with what moved since the page was loaded, by all means: what a click set off counts, too. */
async function expectStill(page: Page): Promise<void> {
  const shifts = await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let count = 0; count < 20; count += 1) await frame();
    return (window as unknown as { shifts: { value: number; nodes: string[] }[] }).shifts;
  });
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  expect(total >= shiftMax ? shifts : []).toEqual([]);
}

for (const width of [390, 1440]) {
  test(`nothing moves by itself when a chat, its details or the settings open, ${width} px wide`, async ({
    equip,
    enrol,
    startChat,
  }) => {
    const ada = await equip('Ada');
    const bob = await enrol('Bob');
    const short = await startChat([ada, bob], 'Short');
    const long = await startChat([ada, bob], 'Long');
    const say = (chatId: string, content: string) =>
      bob.request.post(`/api/chats/${chatId}/messages`, { data: { content } });
    for (let index = 0; index < 60; index += 1)
      await say(long.id, `line ${index} ${'and more words '.repeat(index % 23)}`);
    await say(short.id, 'a\nb\nc');
    await say(short.id, 'ok');
    const { page } = ada;
    await page.setViewportSize({ width, height: 844 });
    await countShifts(page);
    const places: [path: string, ready: () => Promise<void>][] = [
      ['/', () => expect(page.getByRole('link', { name: /^Short/ })).toBeVisible()],
      [`/chats/${short.id}`, () => new ChatPage(page).hears('ok')],
      [`/chats/${long.id}`, () => expect(page.getByRole('article').first()).toBeVisible()],
      [`/chats/${short.id}/details`, () => expect(page.getByRole('heading', { name: 'Members' })).toBeVisible()],
      ['/settings', () => expect(page.getByText('This device')).toBeVisible()],
    ];
    for (const [path, ready] of places) {
      await page.goto(path);
      await ready();
      await expectStill(page);
    }
    await page.goto('/');
    for (const name of [/^Short/, /^Long/]) {
      await page.getByRole('link', { name }).click();
      await expect(page.getByRole('article').first()).toBeVisible();
      await expectStill(page);
      await page.goBack();
    }
  });
}

for (const [width, fontSize] of [
  [390, '100%'],
  [320, '200%'],
] as const) {
  test(`every surface fits ${width} px with long names and text at ${fontSize}`, async ({
    browser,
    enrol,
    startChat,
  }) => {
    const ada = await enrol('Ada');
    const bob = await enrol(`Wolfeschlegelsteinhausenbergerdorff${'x'.repeat(28)}`);
    const cleo = await enrol('Cleopatra Philopator of the Ptolemaic Kingdom');
    const chat = await startChat([ada, bob, cleo], 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau');
    await bob.request.post(`/api/chats/${chat.id}/messages`, {
      failOnStatusCode: true,
      data: { content: 'W'.repeat(300) },
    });
    await bob.request.post(`/api/chats/${chat.id}/messages`, { failOnStatusCode: true, data: { content: 'ok' } });
    const page = await onPhone(browser, ada, '/', { viewport: { width, height: 640 } });
    await page.addInitScript((size) => {
      document.addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = size));
    }, fontSize);
    /** What stands out of the window at either side, by its words. */
    const outside = (): Promise<string[]> =>
      page.evaluate((right) => {
        const all = [...document.querySelectorAll('button, input, a, textarea, [role="dialog"], [role="option"]')];
        return all
          .filter((one) => one.checkVisibility() && !one.matches('.sr-only, [href="#main"]'))
          .filter((one) => one.getBoundingClientRect().right > right + 1 || one.getBoundingClientRect().left < -1)
          .map((one) => `${one.tagName} ${one.textContent}`);
      }, width);
    await page.goto('/new');
    for (const { user } of [bob, cleo]) {
      await page.getByRole('combobox').fill(user.username);
      await page.getByRole('option').first().tap();
    }
    await expect(page.getByLabel('Group name')).toBeVisible();
    expect(await outside()).toEqual([]);
    for (const path of ['/', `/chats/${chat.id}/details`, '/settings', `/chats/${chat.id}`]) {
      await page.goto(path);
      await expect(page.locator('h1, h2').first()).toBeAttached();
      await expect(
        page
          .getByText(/This device|Members|Confab|WWW/)
          .filter({ visible: true })
          .first(),
      ).toBeVisible();
      expect(await outside()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    // By its words: while the log finds its place, the last row is another.
    await longPress(new ChatPage(page).message('ok'));
    expect(await outside()).toEqual([]);
    await page.context().close();
  });
}

test('on a very wide screen the lines stay readable and the buttons of a message near its words', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  await bob.request.post(`/api/chats/${chat.id}/messages`, { failOnStatusCode: true, data: { content: 'short' } });
  await ada.page.setViewportSize({ width: 2560, height: 1440 });
  await ada.page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(ada.page);
  await mine.message('short').hover();
  const bar = await ada.page.getByRole('toolbar', { name: 'Message actions' }).boundingBox();
  const row = await mine.message('short').boundingBox();
  const composer = await ada.page.locator('form').boundingBox();
  expect(row?.width).toBeLessThanOrEqual(960);
  expect(composer?.width).toBeLessThanOrEqual(960);
  expect((bar?.x ?? Infinity) - (row?.x ?? 0)).toBeLessThan(760);

  // However wide it is, all that one line says can be read beside them.
  const line = 'a line that takes much of what a middling window has for one line of words';
  await bob.request.post(`/api/chats/${chat.id}/messages`, { failOnStatusCode: true, data: { content: line } });
  for (const width of [1_360, 950]) {
    await ada.page.setViewportSize({ width, height: 860 });
    await mine.message('short').hover();
    await mine.message(line).hover();
    const words = await mine.message(line).locator('[data-message-text]').boundingBox();
    const buttons = await mine.message(line).getByRole('toolbar').boundingBox();
    if (words === null || buttons === null) throw new Error('They are not there.');
    const isBeside = buttons.x >= words.x + words.width;
    expect([width, isBeside || buttons.y + buttons.height <= words.y + 4]).toEqual([width, true]);
  }
});

test('a name from right to left begins where the others do in every list', async ({ join, enrol, startChat }) => {
  const ada = await join('Ada');
  const noa = await enrol('נועה');
  await startChat([ada, noa]);
  const { page } = ada;
  const expectAtStart = async (row: Locator): Promise<void> => {
    const indent = await row.locator('bdi', { hasText: 'נועה' }).evaluate((name) => {
      const words = document.createRange();
      words.selectNodeContents(name);
      return words.getBoundingClientRect().left - name.getBoundingClientRect().left;
    });
    expect(Math.abs(indent)).toBeLessThan(1);
  };
  await expectAtStart(new ChatPage(page).chat('נועה'));
  await page.keyboard.press('Control+k');
  await expectAtStart(page.getByRole('option', { name: 'נועה' }));
  await page.goto('/new');
  await page.getByRole('combobox').fill(noa.user.username);
  await expectAtStart(page.getByRole('option', { name: 'נועה' }));
});
