import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

const messages = 260;

test('older pages load while one scrolls up, and what one reads does not move', async ({ join, startChat }) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  for (let start = 0; start < messages; start += 20) {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        bob.page.request.post(`/api/chats/${chat.id}/messages`, {
          data: { content: `line ${String(start + index).padStart(3, '0')} ${'words '.repeat((start + index) % 40)}` },
          failOnStatusCode: true,
        }),
      ),
    );
  }
  const { page } = ada;
  // Somebody who has read everything starts at the end, and not at the first unread message.
  await page.request.post(`/api/chats/${chat.id}/read`, { data: { seq: messages }, failOnStatusCode: true });
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  const rows = mine.log.getByRole('article');
  await expect(rows.last()).toBeInViewport();

  // Whenever rows above change, the row that was in view stays where it was, to the pixel.
  const worstJump = await mine.log.evaluate(async (log) => {
    const scroller = log.scrollHeight > log.clientHeight ? log : (log.parentElement ?? log);
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    let worst = 0;
    for (let step = 0; step < 400 && scroller.scrollTop > 0; step += 1) {
      scroller.scrollTop -= 120;
      await frame();
      const middle = scroller.getBoundingClientRect().top + scroller.clientHeight / 2;
      const row = [...log.querySelectorAll('[data-row]')].find((one) => one.getBoundingClientRect().bottom > middle);
      const before = row?.getBoundingClientRect().top ?? 0;
      await frame();
      await frame();
      if (row?.isConnected) worst = Math.max(worst, Math.abs(row.getBoundingClientRect().top - before));
    }
    return worst;
  });
  expect(worstJump).toBeLessThanOrEqual(2);
  await expect.poll(async () => (await mine.log.innerText()).includes('line 000'), { timeout: 20_000 }).toBe(true);

  await bob.page.request.post(`/api/chats/${chat.id}/messages`, {
    data: { content: 'newest of all' },
    failOnStatusCode: true,
  });
  const jump = page.getByRole('button', { name: /newest|new message/i });
  await expect(jump).toBeVisible();
  await jump.click();
  await expect(mine.message('newest of all')).toBeInViewport();
});

test('a link to a message opens the history around it', async ({ join, startChat }) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  for (let index = 1; index <= 150; index += 1) {
    await bob.page.request.post(`/api/chats/${chat.id}/messages`, {
      data: { content: `place ${index}.` },
      failOnStatusCode: true,
    });
  }
  await ada.page.goto(`/chats/${chat.id}/m/20`);
  await expect(new ChatPage(ada.page).message('place 20.')).toBeInViewport();
});

test('[A17] nothing that somebody writes becomes markup or a script', async ({ join, startChat }) => {
  const ada = await join('<img src=x onerror=alert(1)>');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob], '<script>alert(2)</script>');
  const { page } = bob;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const attacks = [
    '<img src=x onerror=alert(3)>',
    'javascript:alert(4)',
    'https://example.org/"onmouseover="alert(5)',
    '`<svg onload=alert(6)>`',
    'data:text/html,<script>alert(7)</script>',
  ];
  for (const content of attacks) {
    await ada.page.request.post(`/api/chats/${chat.id}/messages`, { data: { content }, failOnStatusCode: true });
  }
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  for (const content of attacks) await expect(mine.log).toContainText(content.replaceAll('`', ''));
  const links = await mine.log.getByRole('link').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  expect(links.every((href) => href?.startsWith('https://example.org/'))).toBe(true);
  expect(await mine.log.locator('img[src="x"], script, svg[onload]').count()).toBe(0);
  expect(dialogs).toEqual([]);
});
