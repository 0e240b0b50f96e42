import type { Locator, Page } from '@playwright/test';
import type { Message } from '@confab/protocol';
import { ChatPage } from './chat-page.ts';
import { goOffline } from './devices.ts';
import { type Account, expect, test } from './fixtures.ts';
import { onPhone } from './phone.ts';

const fieldOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Search or jump to…' });

async function openPalette(page: Page, letters: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  await fieldOf(page).fill(letters);
  return page.getByRole('dialog').getByRole('option');
}

test('[A47] one list leads to chats, people, pages, parts of the settings and commands; what is gone to comes first, and a log-out forgets it', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  await startChat([ada, await enrol('Bob')], 'Harbour north');
  await startChat([ada, await enrol('Cleo')], 'Harbour south');
  const dora = await enrol('Dora');
  const { page } = ada;
  await new ChatPage(page).open('Harbour north');
  await new ChatPage(page).open('Harbour south');

  // Before any letter: the chat before this one, and what can be done.
  await page.keyboard.press('Control+k');
  const options = page.getByRole('dialog').getByRole('option');
  await expect(options.first()).toContainText('Harbour north');
  await expect(page.getByRole('group', { name: 'Pages and commands' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');

  // Both fit alike: the one that is gone to more comes first.
  for (let visit = 0; visit < 2; visit++) {
    await new ChatPage(page).open('Harbour south');
    await new ChatPage(page).open('Harbour north');
  }
  await expect((await openPalette(page, 'harb')).first()).toContainText('Harbour north');
  // A person whom only the server knows stands below what was there, under a heading of its own.
  await fieldOf(page).fill(dora.user.username);
  await expect(page.getByRole('group', { name: 'More people' }).getByRole('option')).toContainText('Dora');
  await fieldOf(page).fill('privac');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings#privacy$/);
  await expect(page.getByRole('region', { name: 'Privacy' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Privacy' })).toBeInViewport();

  await openPalette(page, 'dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await openPalette(page, '');
  await page.getByRole('option', { name: 'Search messages' }).click();
  await page.getByRole('combobox', { name: 'Search messages' }).fill('a secret of Ada');
  await page.keyboard.press('Enter');
  const kept = (): Promise<string> =>
    page.evaluate((userId) => {
      const keys = [`confab.trail.${userId}`, `confab.searches.${userId}`];
      return keys.map((key) => localStorage.getItem(key) ?? '').join('');
    }, ada.user.id);
  await expect.poll(kept).toMatch(/command:theme.*a secret of Ada/);
  await openPalette(page, 'log out');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/login/);
  await expect.poll(kept).toBe('');
});

type Hits = { hits: unknown[] };

/** The index follows the log a moment later. */
async function untilFound(someone: Account, query: string, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await someone.request.get(`/api/search?query=${encodeURIComponent(query)}`);
      return ((await answer.json()) as Hits).hits.length;
    })
    .toBe(count);
}

async function say(someone: Account, chatId: string, contents: readonly string[]): Promise<Message[]> {
  const said: Message[] = [];
  for (const content of contents) {
    const options = { data: { content }, failOnStatusCode: true };
    const answer = await someone.request.post(`/api/chats/${chatId}/messages`, options);
    said.push((await answer.json()) as Message);
  }
  return said;
}

const markedIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map(String));

async function expectAbove(one: Locator, other: Locator): Promise<void> {
  const [above, below] = [await one.boundingBox(), await other.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? Infinity)).toBeLessThanOrEqual(below?.y ?? 0);
}

const hitsOf = (page: Page): Locator => page.getByRole('list', { name: 'Messages found' }).getByRole('listitem');

test('words and filters find messages with what was said around them, and the way back leads to the same results', async ({
  enrol,
  equip,
  startChat,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const station = await startChat([ada, bob], 'Field station');
  const direct = await startChat([ada, bob]);
  await say(bob, station.id, ['battery log', 'so it is the **modem**', 'go ahead', ...fillers(24), 'a second modem']);
  await say(ada, direct.id, ['shall I bring the modem?']);
  await untilFound(ada, 'modem', 3);
  const answers = Promise.withResolvers<void>();
  const { page } = ada;
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByRole('link')).toHaveCount(2);
  // What the page holds is there before any server has answered, and what it then finds comes below it, once.
  await page.route('**/api/search?*', (route) => answers.promise.then(() => route.continue()));
  const options = await openPalette(page, 'modem');
  const inPalette = options.filter({ has: page.locator('mark') });
  await expect(inPalette).toContainText(['shall I bring the modem?', 'a second modem']);
  answers.resolve();
  await expect(inPalette).toContainText(['shall I bring the modem?', 'a second modem', 'so it is the modem']);
  await page.keyboard.press('Escape');
  await expect(async () => {
    await page.keyboard.press('Control+Shift+f');
    await expect(page).toHaveURL(/\/search$/, { timeout: 1_000 });
  }).toPass();
  const field = page.getByRole('combobox', { name: 'Search messages' });
  await expect(field).toBeFocused();
  await page.keyboard.type('modem');
  const hits = hitsOf(page);
  await expect(hits).toHaveCount(3);
  await expect(page.getByText('3 messages')).toBeVisible();
  await expect(hits.locator('mark')).toHaveText(['modem', 'modem', 'modem']);
  await expect(hits.last()).toContainText('battery log');
  await expect(hits.last()).toContainText('so it is the modem');
  await expect(hits.last()).toContainText('go ahead');

  // By the side, by a suggestion, and by what is typed whole.
  await page.getByRole('button', { name: /Field station 2/ }).click();
  await expect(hits).toHaveCount(2);
  await expect(page.getByText('2 messages')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter “in Field station”' }).click();
  await expect(hits).toHaveCount(3);
  await page.keyboard.type(` from:${bob.user.username}`);
  await expect(page.getByRole('option', { name: 'Bob' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove the filter “from Bob”' })).toBeVisible();
  await expect(hits).toHaveCount(2);
  await expect(page).toHaveURL(/\/search\?q=from%3A.*modem/);
  await page.getByRole('button', { name: 'Best first' }).click();
  await expect(page).toHaveURL(/sort=best/);
  await page.getByRole('button', { name: 'Newest first' }).click();
  await expect(page.getByRole('list', { name: 'Messages found' })).toHaveAttribute('aria-busy', 'false');

  await hits.last().getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/chats/${station.id}/m/\\d+$`));
  await expect(new ChatPage(page).message('so it is the modem')).toBeInViewport();
  // What was found in it is marked, there alone, and the way back covers nothing.
  await expect.poll(() => markedIn(page)).toEqual(['modem']);
  await expectAbove(page.getByRole('navigation', { name: 'Search' }), page.locator('main header'));
  // Said while nobody looked at the results: there on the way back, once it is wanted.
  const [missed] = await say(bob, station.id, ['a modem while away']);
  await untilFound(ada, 'while away', 1);
  await page.getByRole('button', { name: 'Back to results' }).click();
  await expect(page.getByRole('button', { name: '1 new result' })).toBeVisible();
  await expect(hits).toHaveCount(2);
  await page.getByRole('button', { name: '1 new result' }).click();
  await expect(hits).toHaveCount(3);
  await bob.request.delete(`/api/chats/${station.id}/messages/${missed?.id}`, { failOnStatusCode: true });
  await expect(hits).toHaveCount(2);
  await field.focus();
  await expect(field).toHaveValue('modem');
  await page.keyboard.type(' has:car nothing');
  await expect(page.getByText('“has:” takes one of these: file, image, link, reaction.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove the wrong filter “has:car”' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('combobox', { name: 'Search messages' }).fill('from:nobody-here');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^from:nobody-hereNobody you know has the username “nobody-here”/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove the wrong filter “from:nobody-here”' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('region', { name: 'Recent searches' }).getByRole('button', { name: 'modem' }).first().click();
  await expect(hits).toHaveCount(2);

  // What is found stays true: an edit and a deletion count at once, and what is said since waits until it is wanted.
  await page.getByRole('button', { name: 'Remove the filter “from Bob”' }).click();
  await expect(hits).toHaveCount(3);
  const [second] = await say(bob, station.id, ['one more modem']);
  await expect(page.getByRole('button', { name: '1 new result' })).toBeVisible();
  await expect(hits).toHaveCount(3);
  await page.getByRole('button', { name: '1 new result' }).click();
  await expect(hits).toHaveCount(4);
  await expect(hits.first()).toContainText('one more modem');
  await expect(page.getByText('4 messages')).toBeVisible();
  const one = `/api/chats/${station.id}/messages/${second?.id}`;
  await bob.request.patch(one, { data: { content: 'one more MODEM, new' }, failOnStatusCode: true });
  await expect(hits.first()).toContainText('one more MODEM, new');
  await bob.request.delete(one, { failOnStatusCode: true });
  await expect(hits).toHaveCount(3);
  await expect(page.getByText('3 messages')).toBeVisible();

  // In one chat: the newest first, step by step.
  const mine = new ChatPage(page);
  await mine.open('Field station');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('modem');
  const find = page.getByRole('search', { name: 'Search in this chat' });
  await expect(find.getByRole('status')).toHaveText('1 of 2');
  await expect(mine.message('a second modem')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(find.getByRole('status')).toHaveText('2 of 2');
  await expect(mine.message('so it is the modem')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(find.getByRole('status')).toHaveText('1 of 2');
  await page.keyboard.press('Shift+Enter');
  await expect(find.getByRole('status')).toHaveText('2 of 2');
  await expect(mine.message('so it is the modem')).toBeInViewport();
  // The count is right while people talk, and one stays where one is.
  const [third] = await say(bob, station.id, ['the last modem']);
  await expect(find.getByRole('status')).toHaveText('3 of 3');
  const last = `/api/chats/${station.id}/messages/${third?.id}`;
  await bob.request.delete(last, { failOnStatusCode: true });
  await expect(find.getByRole('status')).toHaveText('2 of 2');
  await page.keyboard.press('Escape');
  await expect(find).toBeHidden();
  await expect(mine.composer).toBeFocused();
});

test('on a phone the list finds messages and files too, and leads to all of them and back', async ({
  browser,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await enrol('Bob');
  const station = await startChat([ada, bob], 'Field station');
  await say(bob, station.id, ['the gate code is 1111', `البوابة${' سطر'.repeat(60)}`, ...fillers(3)]);
  await untilFound(ada, 'gate', 1);
  const phone = await onPhone(browser, ada, '/');
  await phone.getByRole('button', { name: 'Search or jump to…' }).tap();
  await fieldOf(phone).fill('gate');
  await expect(phone.getByRole('group', { name: 'Messages' }).getByRole('option')).toContainText('the gate code is');
  await phone.getByRole('option', { name: 'Search messages for “gate”' }).tap();
  await expect(phone).toHaveURL(/\/search\?q=gate$/);
  await expect(hitsOf(phone)).toHaveCount(1);
  const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await hitsOf(phone).getByRole('link').tap();
  await expect(new ChatPage(phone).message('the gate code')).toBeInViewport();
  await phone.getByRole('button', { name: 'Back to results' }).tap();
  await expect(hitsOf(phone)).toHaveCount(1);
  await phone.goForward();
  await expect.poll(() => markedIn(phone)).toEqual(['gate']);
  await phone.getByRole('button', { name: 'Stay here' }).tap();
  await expect(phone.getByRole('button', { name: 'Back to results' })).toHaveCount(0);
  await expect.poll(() => markedIn(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Details', exact: true }).tap();
  await phone.getByRole('button', { name: 'Search in this chat' }).tap();
  // Its last button is on the screen too.
  const find = phone.getByRole('search', { name: 'Search in this chat' });
  await expect(find.getByRole('button', { name: 'Close the search' })).toBeInViewport({ ratio: 1 });
  await find.getByRole('button', { name: 'Close the search' }).tap();
  // In two lines the field stands clear of the edge, and what is written from right to left starts at its right.
  await phone.goto(`/search?q=${encodeURIComponent(`البوابة from:${bob.user.username} in:"Field station"`)}`);
  expect((await phone.getByRole('combobox').locator('..').boundingBox())?.y).toBeGreaterThanOrEqual(6);
  const ends = await hitsOf(phone).locator('.as-written').evaluate(endsOfLines);
  expect(ends.length).toBeGreaterThan(2);
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(3);
  await phone.goto('/search?q=gate');
  await expect(hitsOf(phone)).toHaveCount(1);
  await goOffline(phone);
  await phone.getByRole('combobox', { name: 'Search messages' }).fill('code');
  await expect(phone.getByText('You’re offline. The search goes on when you’re back online.')).toBeVisible();
  await phone.context().setOffline(false);
  await expect(hitsOf(phone)).toHaveCount(1);
  await phone.context().close();
});

function fillers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `line ${index}`);
}

/** Where each line of it reaches to on the right. */
function endsOfLines(text: Element): number[] {
  const range = document.createRange();
  range.selectNodeContents(text);
  const ends = new Map<number, number>();
  for (const { top, right } of range.getClientRects()) {
    const line = Math.round(top / 10);
    ends.set(line, Math.max(right, ends.get(line) ?? 0));
  }
  return [...ends.values()];
}
