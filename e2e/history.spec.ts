import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

test('a link to a message opens the history around it', async ({ equip, enrol, startChat }) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  for (let index = 1; index <= 150; index += 1) {
    await bob.request.post(`/api/chats/${chat.id}/messages`, {
      data: { content: `place ${index}.` },
      failOnStatusCode: true,
    });
  }
  await ada.page.goto(`/chats/${chat.id}/m/20`);
  await expect(new ChatPage(ada.page).message('place 20.')).toBeInViewport();
});

test('[A17] nothing that somebody writes becomes markup or a script', async ({ equip, enrol, startChat }) => {
  const ada = await enrol('<img src=x onerror=alert(1)>');
  const bob = await equip('Bob');
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
    await ada.request.post(`/api/chats/${chat.id}/messages`, { data: { content }, failOnStatusCode: true });
  }
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  for (const content of attacks) await expect(mine.log).toContainText(content.replaceAll('`', ''));
  const links = await mine.log.getByRole('link').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  expect(links.every((href) => href?.startsWith('https://example.org/'))).toBe(true);
  expect(await mine.log.locator('img[src="x"], script, svg[onload]').count()).toBe(0);
  expect(dialogs).toEqual([]);
});
