import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat } from '@confab/protocol';
import type { APIRequestContext } from '@playwright/test';
import { startServerProcess } from '../tools/server-process.ts';
import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, password, test } from './fixtures.ts';

async function enter(request: APIRequestContext, name: string): Promise<string> {
  const data = { username: name.toLowerCase(), displayName: name, password };
  const answer = await request.post('/api/auth/register', { data, failOnStatusCode: true });
  return ((await answer.json()) as { user: { id: string } }).user.id;
}

test('a message is reported from its menu, and decided by a moderator: it says so, and its sender is muted and warned', async ({
  browser,
}) => {
  // Whoever comes first owns it: a server of its own.
  const folder = await mkdtemp(join(tmpdir(), 'confab-moderation-'));
  try {
    await using server = await startServerProcess(folder, { RATE_LIMITS: 'off' });
    const options = { baseURL: server.url, reducedMotion: 'reduce' } as const;
    await using owners = await browser.newContext(options);
    await using adas = await browser.newContext(options);
    await using bobs = await browser.newContext(options);
    const olgaId = await enter(owners.request, 'Olga');
    await enter(adas.request, 'Ada');
    const bobId = await enter(bobs.request, 'Bob');
    const made = { kind: 'group', name: 'Field station', memberIds: [bobId] };
    const started = await adas.request.post('/api/chats/', { data: made, failOnStatusCode: true });
    const { id: chatId } = (await started.json()) as Chat;
    const insult = { content: 'your notes are a joke' };
    await bobs.request.post(`/api/chats/${chatId}/messages`, { data: insult, failOnStatusCode: true });

    const [hers, ada, bob] = [await owners.newPage(), await adas.newPage(), await bobs.newPage()];
    await hers.goto('/admin/reports');
    await expect(hers.getByText('Nothing to decide')).toBeVisible();
    await ada.goto(`/chats/${chatId}`);
    const mine = new ChatPage(ada);
    await mine.act(mine.message(insult.content), 'Report');
    const asked = ada.getByRole('dialog', { name: 'Report this message' });
    await asked.getByRole('radio', { name: 'Insult or bullying' }).check();
    await asked.getByRole('textbox').fill('every week');
    await expectAccessibleInBothThemes(ada);
    await asked.getByRole('button', { name: 'Report' }).click();
    await expect(asked).toHaveCount(0);

    // It shows wherever a moderator is, on their own picture.
    const elsewhere = await owners.newPage();
    await elsewhere.goto('/');
    const badge = elsewhere.getByText('1 open report', { exact: true });
    await expect(badge).toBeAttached();
    // Whatever else waits for them, it is one number there.
    const direct = await adas.request.post('/api/chats/', {
      data: { kind: 'direct', memberIds: [olgaId] },
      failOnStatusCode: true,
    });
    const asking = { content: '@olga look at it, please' };
    await adas.request.post(`/api/chats/${((await direct.json()) as Chat).id}/messages`, {
      data: asking,
      failOnStatusCode: true,
    });
    await expect(elsewhere.getByText('1 new in Activity', { exact: true })).toBeAttached();
    const widths = await elsewhere
      .locator('.own-badges > *')
      .evaluateAll((badges) => badges.map((one) => one.getBoundingClientRect().width));
    expect(widths).toEqual([1, 1]);
    // It comes to whoever looks at the list.
    const listed = hers.getByRole('list', { name: 'Reports' }).getByRole('link');
    await expect(listed).toContainText('Reported by Ada · In the private group Field station');
    await listed.click();
    await expect(hers.getByText('every week')).toBeVisible();
    const decision = hers.getByRole('form', { name: 'Decision' });
    await decision.getByLabel('The message').selectOption('Remove it');
    await decision.getByLabel('The person').selectOption('Mute: reads, and can’t write');
    await decision.getByRole('button', { name: 'Decide' }).click();
    await expect(decision.getByLabel('Reason')).toBeFocused();
    await expect(decision.getByLabel('Reason')).toHaveAccessibleDescription('Say why: the person reads it.');
    await decision.getByLabel('Reason').fill('Be kind');
    await expect(decision.getByLabel('Reason')).toHaveAccessibleDescription('The person reads it.');
    await expectAccessibleInBothThemes(hers);
    await bob.goto(`/chats/${chatId}`);
    await expect(bob.getByRole('log')).toContainText(insult.content);
    await decision.getByRole('button', { name: 'Decide' }).click();
    await expect(badge).toHaveCount(0);
    await elsewhere.close();
    // Who reported it learns that, and nothing more.
    const answer = ada.getByRole('status').filter({ hasText: 'Your report was looked at: something was done.' });
    const kept = async (): Promise<string> => await (await ada.request.get('/api/me/documents')).text();
    await expect.poll(kept).toContain('"acted"');
    await answer.getByRole('button', { name: 'Dismiss' }).last().click();
    await expect(answer).toHaveCount(0);
    await expect.poll(kept).not.toContain('"acted"');
    // That says it, and by whom: nothing that passes lies over it.
    await expect(hers.getByRole('region', { name: 'Decision' })).toBeFocused();
    await expect(hers.getByRole('region', { name: 'Decision' })).toContainText(/^Message removed · Muted.*Olga/);
    await expect(hers.getByRole('button', { name: 'Dismiss' })).toHaveCount(0);
    // Who looks at what became of it has read it once.
    const audit = await owners.request.get('/api/audit?action=report.opened', { failOnStatusCode: true });
    expect(((await audit.json()) as { entries: unknown[] }).entries).toHaveLength(1);
    await expect(bob.getByRole('log')).toContainText('Removed by a moderator');
    // Not by him.
    const list = bob.getByRole('navigation', { name: 'Chats' });
    await expect(list.getByText('Removed by a moderator', { exact: true })).toBeVisible();
    await expect(list).not.toContainText('You: Removed');
    // In the place of what one writes in, which is there again by itself.
    const told = bob.getByText(/^You can’t write until .*\. A moderator muted you: Be kind$/);
    await expect(told).toBeVisible();
    const composer = new ChatPage(bob).composer;
    await expect(composer).toHaveCount(0);

    const warning = { kind: 'warning', reason: 'Read the rules' };
    const path = `/api/moderation/people/${bobId}/restrictions`;
    await owners.request.post(path, { data: warning, failOnStatusCode: true });
    const warned = bob.getByRole('dialog', { name: 'A moderator warns you' });
    await expect(warned).toContainText('Read the rules');
    await warned.getByRole('button', { name: 'I have read it' }).click();
    await expect(warned).toHaveCount(0);

    await hers.getByRole('link', { name: 'Mutes and bans' }).click();
    await hers.getByRole('button', { name: 'Take back' }).click();
    await expect(told).toHaveCount(0);
    await expect(composer).toBeVisible();
    const until = new Date(Date.now() + 3_000).toISOString();
    const mute = { kind: 'mute', reason: 'Be kind', until };
    await owners.request.post(path, { data: mute, failOnStatusCode: true });
    await expect(told).toBeVisible();
    await expect(composer).toBeVisible();
    await expect(told).toHaveCount(0);

    // Somebody of whom one wants to hear nothing.
    await bobs.request.post(`/api/chats/${chatId}/messages`, { data: { content: 'sorry' }, failOnStatusCode: true });
    await expect(mine.message('sorry')).toBeVisible();
    await ada.getByRole('log').locator(`bdi[data-person="${bobId}"]`).last().click();
    await ada.getByRole('button', { name: 'Block…' }).click();
    await ada.getByRole('dialog', { name: 'Block Bob?' }).getByRole('button', { name: 'Block' }).click();
    await expect(mine.message('sorry')).toHaveCount(0);
    await ada.getByRole('log').getByRole('button', { name: 'Show' }).first().click();
    await expect(mine.message('sorry')).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Keeps, over all pages that are opened, whether a title counted something, and whether the words were in the page. */
function noteWhatShows(words: string): void {
  new MutationObserver(() => {
    if (document.title.startsWith('(')) sessionStorage.setItem('title', document.title);
    if (document.body?.textContent.includes(words)) sessionStorage.setItem('words', document.body.textContent);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

test('[D82] whoever is blocked counts nowhere and is read nowhere, and all of it is there once they are not', async ({
  join: arrive,
  enrol,
  startChat,
}) => {
  const [ada, bob] = [await arrive('Ada'), await enrol('Bob')];
  const { page, user } = ada;
  const direct = await startChat([ada, bob]);
  const group = await startChat([ada, bob], 'Field station');
  const app = new ChatPage(page);
  await page.goto(`/chats/${direct.id}/details`);
  await page.getByRole('button', { name: 'Block…' }).click();
  await page.getByRole('dialog', { name: 'Block Bob?' }).getByRole('button', { name: 'Block' }).click();
  await expect(page.getByRole('button', { name: 'Unblock' })).toBeVisible();

  const folded = 'From someone you blocked';
  await page.addInitScript(noteWhatShows, 'the ferry');
  await page.goto('/saved');
  await expect(app.chat('Field station')).toBeVisible();
  const content = `@${user.username} at the harbour, the ferry sinks`;
  await bob.request.post(`/api/chats/${group.id}/messages`, { data: { content }, failOnStatusCode: true });
  const row = app.chat('Field station');
  await expect(row).toContainText(folded);
  await expect(row).not.toContainText('unread');
  // What is unread before the page is there, too.
  await page.goto('/activity');
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await expect(row).toContainText(folded);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill('harbour');
  await expect(page.getByRole('option').filter({ hasText: folded })).toBeVisible();
  await page.keyboard.press('Escape');
  const hits = page.getByRole('list', { name: 'Messages found' });
  await expect(async () => {
    await page.goto('/search?q=harbour');
    await expect(hits).toContainText(folded, { timeout: 2_000 });
  }).toPass();
  expect(await page.evaluate(() => [sessionStorage.getItem('title'), sessionStorage.getItem('words')])).toEqual([
    null,
    null,
  ]);
  await hits.getByRole('button', { name: 'Show' }).click();
  await expect(hits.getByRole('link')).toContainText('the ferry');
  await expectAccessibleInBothThemes(page);

  await page.goto('/settings');
  await expect(row).not.toContainText('unread');
  await page.getByRole('button', { name: 'Unblock Bob' }).click();
  await expect(row).toContainText('the ferry');
  await expect(row).toContainText('1 message mentions you');
  await expect(page).toHaveTitle(/^\(1, @1\)/);
  await page.goto('/activity');
  await expect(page.getByRole('link', { name: /Bob mentioned you/ })).toBeVisible();
});
