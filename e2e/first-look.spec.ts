import type { Page } from '@playwright/test';
import { requestsInARow } from '../bench/web/requests-in-a-row.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';

test.use({ actionTimeout: 15_000, reducedMotion: 'reduce' });

/** Holds the app's own script back; call the result to let it come. */
async function holdApp(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route('**/assets/main-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  return held.resolve;
}

/** Where the words of each message on the screen stand, in a frame that was painted: what a script finds between two is nobody's to see. */
function placesOfWords(page: Page): Promise<Record<string, [x: number, y: number, width: number]>> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-message-text]')]
        .map((element) => [element.innerText, element.getBoundingClientRect()] as const)
        .filter(([, box]) => box.bottom > 80 && box.top < window.innerHeight - 60)
        .map(([words, box]) => [words, [Math.round(box.x), Math.round(box.y), Math.round(box.width)]]),
    );
  });
}

/** But for what rounding makes of half a pixel. */
async function expectPlaces(page: Page, expected: Awaited<ReturnType<typeof placesOfWords>>): Promise<void> {
  const actual = await placesOfWords(page);
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  const moved = Object.entries(actual)
    .filter(([words, place]) => place.some((value, index) => Math.abs(value - (expected[words]?.[index] ?? 0)) > 1))
    .map(([words, place]) => ({ words, from: expected[words], to: place }));
  expect(moved).toEqual([]);
}

const screens = [
  { name: 'narrow', viewport: { width: 390, height: 844 } },
  { name: 'wide', viewport: { width: 1280, height: 800 } },
];

for (const { name, viewport } of screens) {
  test(`a chat can be read before the app is there, and nothing moves when it comes (${name})`, async ({
    equip,
    join,
    startChat,
  }) => {
    const ada = await equip('Ada');
    const bob = await join('Bob');
    const chat = await startChat([ada, bob]);
    await expect(bob.page.getByText('Ada').first()).toBeVisible();
    const say = async (request: Page['request'], content: string): Promise<void> => {
      const answer = await request.post(`/api/chats/${chat.id}/messages`, { data: { content } });
      expect(answer.status()).toBe(201);
    };
    for (let turn = 0; turn < 30; turn += 1) {
      const speaker = turn % 3 === 0 ? ada.request : bob.request;
      await say(speaker, `${turn}: ${'some words that go on '.repeat(1 + (turn % 5))}`);
    }
    await say(bob.request, 'with `code`, https://example.org/a and\n\n```\na block\n```\n<b>no markup</b>');
    await say(ada.request, 'last of all');
    const { page } = ada;
    await page.setViewportSize(viewport);
    const letGo = await holdApp(page);
    await page.goto(`/chats/${chat.id}`, { waitUntil: 'commit' });
    await expect(page.locator('[data-message-text]', { hasText: 'last of all' })).toBeVisible();
    await page.evaluate(() => document.fonts.load('1rem "Inter Variable"'));
    const before = await placesOfWords(page);
    expect(Object.keys(before).length).toBeGreaterThan(5);
    expect(await page.getByRole('log').count()).toBe(0);
    letGo();
    const mine = new ChatPage(page);
    await expect(mine.message('last of all')).toBeVisible();
    await expect(page.locator('[data-preview-log]')).toHaveCount(0);
    await expectPlaces(page, before);
    await mine.say('and it works');
  });
}

test('unread messages are where the app will show them: under the divider', async ({ equip, enrol, startChat }) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  for (let turn = 0; turn < 25; turn += 1) {
    const data = { content: `unread ${turn} ${'and more words '.repeat(turn % 6)}` };
    expect((await bob.request.post(`/api/chats/${chat.id}/messages`, { data })).status()).toBe(201);
  }
  const { page } = ada;
  await page.setViewportSize({ width: 390, height: 600 });
  const letGo = await holdApp(page);
  await page.goto(`/chats/${chat.id}`, { waitUntil: 'commit' });
  await expect(page.locator('[data-message-text]').first()).toBeVisible();
  await page.evaluate(() => document.fonts.load('1rem "Inter Variable"'));
  const before = await placesOfWords(page);
  letGo();
  await expect(new ChatPage(page).message('unread 0')).toBeVisible();
  await expect(page.locator('[data-preview-log]')).toHaveCount(0);
  await expectPlaces(page, before);
});

test('a visitor asks for nothing that is refused, and waits twice; whoever is logged in waits twice for a chat', async ({
  browser,
  equip,
  join,
  startChat,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('response', (response) => response.status() >= 400 && refused.push(response.url()));
  const visitor = await countWaits(page, '/', { selector: 'input[type=password]' });
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  expect(refused).toEqual([]);
  expect(visitor).toEqual(2);
  await context.close();

  const ada = await equip('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob]);
  await new ChatPage(bob.page).open('Ada');
  await new ChatPage(bob.page).say('hello');
  // What the connection brings is not waited for: here there is none.
  await ada.page.routeWebSocket('**/api/ws', () => undefined);
  const member = await countWaits(ada.page, `/chats/${chat.id}`, { selector: '[data-message-text]', words: 'hello' });
  await expect(new ChatPage(ada.page).message('hello')).toBeVisible();
  expect(member).toEqual(2);
});

/** Long beside what a busy machine takes to show what has come. */
const waitMs = 900;

/** How often it had to wait for an answer before it asked again, on a network where each answer takes its time. */
async function countWaits(page: Page, path: string, readable: { selector: string; words?: string }): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  const conditions = { offline: false, latency: waitMs, downloadThroughput: -1, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', conditions);
  const html = await (await page.request.get(path)).text();
  // What the app fetches by itself once it is there, nobody waits for.
  const isLater = (url: string): boolean => url.includes('/assets/') && !html.includes(new URL(url).pathname);
  const asked = new Map<string, { from: number; to: number; sentAt: number }>();
  session.on('Network.requestWillBeSent', ({ requestId, timestamp, wallTime, request }) => {
    // Nothing waits for the icon, nor for the font.
    if (/\.(?:svg|woff2)$/.test(request.url) || isLater(request.url)) return;
    asked.set(requestId, { from: timestamp, to: Infinity, sentAt: wallTime * 1000 });
  });
  session.on('Network.loadingFinished', ({ requestId, timestamp }) => {
    const request = asked.get(requestId);
    if (request) request.to = timestamp;
  });
  await page.addInitScript(noteWhenReadable, readable);
  await page.goto(path, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => window.readableAt);
  // What it needed was asked for a whole wait before; what it asks for next leaves as soon as it is there.
  const until = Number(await at.jsonValue()) - waitMs / 2;
  return requestsInARow([...asked.values()].filter(({ sentAt }) => sentAt < until));
}

/** Runs in the page: the moment itself, since whoever asks from outside sees it later. */
function noteWhenReadable({ selector, words = '' }: { selector: string; words?: string }): void {
  const observer = new MutationObserver(() => {
    const elements = [...document.querySelectorAll<HTMLElement>(selector)];
    if (!elements.some((element) => element.textContent.includes(words))) return;
    window.readableAt = performance.timeOrigin + performance.now();
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

declare global {
  interface Window {
    readableAt?: number;
  }
}

test('a session that ended elsewhere ends in the page to log in', async ({ join }) => {
  const { page } = await join('Ada');
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
  const cookies = await page.context().cookies();
  expect((await page.request.post('/api/auth/logout')).ok()).toBe(true);
  await page.context().addCookies(cookies);
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
});

test('the page that comes out of the history after logging in knows that one is logged in', async ({
  browser,
  server,
  register,
}) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  await page.goto('/healthz');
  await register(page, 'Ada');
  await page.goBack();
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
  await context.close();
});

test('a page whose script is gone loads again once by itself, then says so instead of staying blank', async ({
  join,
}) => {
  const { page } = await join('Ada');
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
  let visits = 0;
  await page.route('**/assets/main-*.js', (route) => route.fulfill({ status: 404, body: 'gone' }));
  page.on('request', (request) => (visits += request.isNavigationRequest() ? 1 : 0));
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Confab couldn’t load' })).toBeVisible();
  expect(visits).toBe(2);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('button', { name: '+ New Chat' })).toBeVisible();
});

test('[A18] no script runs in the page but ours: the policy names each by its hash', async ({ page, server }) => {
  const answer = await page.request.get('/');
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]+=*'(?:;|$)/);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  const violations: string[] = [];
  page.on('console', (message) => message.type() === 'error' && violations.push(message.text()));
  await page.goto(server.url);
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  expect(violations).toEqual([]);
});
