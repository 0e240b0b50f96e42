import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'dark', width: 320 },
] as const;

for (const { colorScheme, width } of looks) {
  test(`axe finds nothing on any screen, ${colorScheme}, ${width} px wide`, async ({ join, startChat, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/login', '/register']) {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expectAccessible(page);
    }
    const ada = await join('Ada');
    const bob = await join('Bob');
    const mine = ada.page;
    await mine.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await mine.setViewportSize({ width, height: 800 });
    await mine.goto('/');
    await expect(mine.getByText('+ New Chat').first()).toBeVisible();
    await expectAccessible(mine);
    const chat = await startChat([ada, bob], 'Field station');
    for (const content of ['Hello', 'with `code` and https://example.org/', '```\nblock\n```']) {
      await bob.page.request.post(`/api/chats/${chat.id}/messages`, { data: { content }, failOnStatusCode: true });
    }
    await mine.goto(`/chats/${chat.id}`);
    await new ChatPage(mine).hears('Hello');
    await expectAccessible(mine);
    await mine.goto(`/chats/${chat.id}/details`);
    await expect(mine.getByRole('complementary', { name: 'Details' })).toBeVisible();
    await expectAccessible(mine);
    await mine.goto('/new');
    await expect(mine.getByRole('option').first()).toBeVisible();
    await expectAccessible(mine);
    await mine.goto('/settings');
    await expect(mine.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expectAccessible(mine);
    const overflow = await mine.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
