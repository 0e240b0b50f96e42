import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

const messages = 160;
/** Elements in the log, however long the chat is. */
const nodesMax = 2_500;

/** The message that is seen whole first, and where it stands. */
function readFirst(page: Page): Promise<{ words: string; top: number }> {
  return page.evaluate(() => {
    const base = document.querySelector('[role="log"]')?.getBoundingClientRect().top ?? 0;
    const rows = [...document.querySelectorAll<HTMLElement>('[role="log"] article')];
    const row = rows.find((one) => one.getBoundingClientRect().top >= base);
    return { words: row?.innerText ?? '', top: Math.round(row?.getBoundingClientRect().top ?? 0) };
  });
}

/** After a wheel has been turned: it moves the log a while later, over many frames. */
async function readAtRest(page: Page): Promise<{ words: string; top: number }> {
  await page.evaluate(async () => {
    const log = document.querySelector('[role="log"]');
    let before = -1;
    for (let still = 0; still < 20;) {
      await new Promise(requestAnimationFrame);
      still = log?.scrollTop === before ? still + 1 : 0;
      before = log?.scrollTop ?? 0;
    }
  });
  return await readFirst(page);
}

/** But for what rounding makes of half a pixel. */
async function expectToRead(page: Page, { words, top }: { words: string; top: number }): Promise<void> {
  await expect(async () => {
    const now = await readFirst(page);
    expect(now.words).toBe(words);
    expect(Math.abs(now.top - top)).toBeLessThanOrEqual(1);
  }).toPass();
}

test('Back returns to where one read; buttons lead to the first unread message and to the newest; the divider stays', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const cleo = await enrol('Cleo');
  const chat = await startChat([ada, bob]);
  await startChat([ada, cleo]);
  const say = (content: string) =>
    bob.request.post(`/api/chats/${chat.id}/messages`, { data: { content }, failOnStatusCode: true });
  for (let sent = 0; sent < messages; sent += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => say(`line ${sent + index} ${'words '.repeat(index)}`)));
  }
  const { page } = ada;
  await page.request.post(`/api/chats/${chat.id}/read`, { data: { seq: messages }, failOnStatusCode: true });
  const mine = new ChatPage(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await mine.open('Bob');
  await expect(mine.log.getByRole('article').last()).toBeInViewport();
  // The page before it comes while one reads, and what others have read.
  expect(asked.filter((path) => path.endsWith('/messages')).length).toBeLessThanOrEqual(2);
  expect(asked.filter((path) => path.startsWith('/api/')).length).toBeLessThanOrEqual(4);

  await mine.log.hover();
  await expect(async () => {
    await page.mouse.wheel(0, -2_500);
    await expect(page.getByRole('button', { name: 'Newest messages' })).toBeVisible({ timeout: 300 });
  }).toPass();
  const day = page.getByRole('button', { name: /^Today\. Jump to a day/ });
  await expect(day).toHaveText('Today');
  await page.mouse.wheel(0, -900);
  const before = await readAtRest(page);

  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('complementary', { name: 'Details' })).toHaveCount(0);
  await expectToRead(page, before);
  await mine.open('Cleo');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Bob' })).toBeVisible();
  await expectToRead(page, before);
  expect(await mine.log.locator('*').count()).toBeLessThan(nodesMax);

  for (const text of ['new one', 'new two', 'new three']) await say(text);
  await expect(page.getByRole('button', { name: '3 new messages' })).toBeVisible();
  await expectToRead(page, before);
  await page.getByRole('button', { name: 'First unread' }).click();
  const divider = page.getByRole('separator', { name: 'New messages' });
  await expect(divider).toBeInViewport();
  await expect(page.getByRole('button', { name: 'First unread' })).toHaveCount(0);
  await page.mouse.wheel(0, -2_500);
  await expect(divider).not.toBeInViewport();
  await mine.say('mine at the end');
  await expect(mine.message('mine at the end')).toBeInViewport();
  await expect(mine.message('new three')).toBeInViewport();
  await expect(divider).toBeInViewport();

  await page.mouse.wheel(0, -1_200);
  await day.click();
  await expect(page.getByRole('dialog', { name: 'Jump to a day' })).toBeVisible();
  await expect(page.getByRole('grid').getByRole('button', { disabled: false })).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  // Of a chat that began today the day begins with its first message.
  await expect(page.getByText('This is the beginning of the chat.')).toBeInViewport();
});
