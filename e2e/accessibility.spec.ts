import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

for (const width of [1440, 320]) {
  test(`axe finds nothing on any screen in either theme, ${width} px wide`, async ({
    equip,
    enrol,
    startChat,
    page,
  }) => {
    const viewport = { width, height: 800 };
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    for (const path of ['/login', '/register']) {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expectAccessibleInBothThemes(page);
    }
    const ada = await equip('Ada');
    const bob = await enrol('Bob');
    const mine = ada.page;
    await mine.emulateMedia({ reducedMotion: 'reduce' });
    await mine.setViewportSize(viewport);
    await mine.goto('/');
    await expect(mine.getByText('+ New Chat').first()).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    const chat = await startChat([ada, bob], 'Field station');
    for (const content of ['Hello', 'with `code` and https://example.org/', '```\nblock\n```']) {
      await bob.request.post(`/api/chats/${chat.id}/messages`, { data: { content }, failOnStatusCode: true });
    }
    await mine.goto(`/chats/${chat.id}`);
    await new ChatPage(mine).hears('Hello');
    await expectAccessibleInBothThemes(mine);
    // One that is shown, and one of a chat that is not hers.
    await new ChatPage(mine).act(new ChatPage(mine).message('Hello'), 'Save for later');
    const left = { value: { chatId: 'elsewhere', seq: 1, savedAt: new Date().toISOString() } };
    await mine.request.put('/api/me/documents/saved%2Felsewhere', { data: left, failOnStatusCode: true });
    await mine.goto(`/chats/${chat.id}/details`);
    await expect(mine.getByRole('complementary', { name: 'Details' })).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    await mine.goto('/new');
    await expect(mine.getByRole('option').first()).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    await mine.goto('/groups');
    await expect(mine.getByRole('textbox', { name: 'Search groups' })).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    await mine.goto('/saved');
    await expect(mine.getByRole('list', { name: 'Saved messages' }).getByRole('listitem')).toHaveCount(2);
    await expect(mine.getByRole('listitem').filter({ hasText: 'Hello' })).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    // What was found, and what a filter may be.
    await expect(async () => {
      await mine.goto(`/search?q=${encodeURIComponent('in:"Field station" hello')}`);
      await expect(mine.getByRole('list', { name: 'Messages found' }).getByRole('link')).toBeVisible({
        timeout: 2_000,
      });
    }).toPass();
    await mine.getByRole('combobox').press('End');
    await mine.keyboard.type(' has:');
    await expect(mine.getByRole('option').first()).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    await mine.keyboard.press('Escape');
    await mine.getByRole('list', { name: 'Messages found' }).getByRole('link').click();
    await expect(mine.getByRole('button', { name: 'Back to results' })).toBeVisible();
    await mine.keyboard.press('Control+f');
    await expect(mine.getByRole('search', { name: 'Search in this chat' })).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    const later = { value: { chatId: chat.id, content: 'Later', at: new Date(Date.now() + 1e8).toISOString() } };
    await mine.request.put('/api/me/documents/scheduled%2Fone', { data: later, failOnStatusCode: true });
    await mine.goto('/scheduled');
    await expect(mine.getByRole('list', { name: 'Scheduled messages' })).toContainText('Later');
    await expectAccessibleInBothThemes(mine);
    const due = { value: { chatId: chat.id, seq: 1, at: new Date().toISOString(), note: 'Answer' } };
    await mine.request.put('/api/me/documents/reminder%2Fone', { data: due, failOnStatusCode: true });
    await mine.goto('/reminders');
    await expect(mine.getByRole('list', { name: 'Due' })).toContainText('Answer');
    await expectAccessibleInBothThemes(mine);
    await mine.goto('/settings');
    await expect(mine.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expectAccessibleInBothThemes(mine);
    const overflow = await mine.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
