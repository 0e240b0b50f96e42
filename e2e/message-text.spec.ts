import type { Page } from '@playwright/test';
import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test, type Fixtures } from './fixtures.ts';

test.use({ reducedMotion: 'reduce' });

/** A chat of two in which Bob wrote these, and Ada's page of it. */
async function read(
  { equip, enrol, startChat }: Pick<Fixtures, 'equip' | 'enrol' | 'startChat'>,
  contents: readonly string[],
): Promise<{ page: Page; chat: ChatPage }> {
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const { id } = await startChat([ada, bob]);
  for (const content of contents) {
    await bob.request.post(`/api/chats/${id}/messages`, { data: { content }, failOnStatusCode: true });
  }
  await ada.page.goto(`/chats/${id}`);
  return { page: ada.page, chat: new ChatPage(ada.page) };
}

const attacks = [
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(2))',
  '![x](https://evil.example/x.png)',
  '[<img src=x onerror=alert(3)>](https://example.org/)',
  '**<svg/onload=alert(4)>** ||<iframe srcdoc=x>||',
  '```html\n</code></pre><script>alert(5)</script>\n```',
  '```"><script>alert(6)</script>\nx\n```',
  '| <style>*{display:none}</style> |\n|---|\n| <math><mtext><table><mglyph><style><img src=x onerror=alert(7)> |',
  '> - [ ] <details open ontoggle=alert(8)>',
  'https://example.org/"onmouseover="alert(9)',
  '<https://example.org/><a href=data:text/html,x>',
  '<noscript><p title="</noscript><img src=x onerror=alert(10)>">',
  '&lt;script&gt; \u202e<b>turned</b>',
  '[paypal.com](https://evil.example/)',
];
const ours =
  'A ARTICLE BDI BLOCKQUOTE BUTTON CODE DIV EM FIGCAPTION FIGURE LI OL P PRE S SPAN STRONG SVG TABLE TBODY TD TH TIME TR UL';

test('[A17] nothing that somebody writes becomes an element, an address that runs, or a request', async ({
  equip,
  enrol,
  startChat,
}) => {
  const { page, chat } = await read({ equip, enrol, startChat }, attacks);
  const outside: string[] = [];
  page.on('request', (request) => request.url().includes('evil') && outside.push(request.url()));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => outside.push(dialog.message())));
  await chat.hears('paypal.com');
  await expect(chat.log).toContainText('</code></pre><script>alert(5)</script>');
  const found = await chat.log.evaluate((log) => ({
    tags: [...log.querySelectorAll('article, article *:not(svg *)')].map(({ tagName }) => tagName.toUpperCase()),
    hrefs: [...log.querySelectorAll('[href], [src]')].map((one) => one.getAttribute('href') ?? one.getAttribute('src')),
    handlers: [...log.querySelectorAll('*')]
      .flatMap((one) => one.getAttributeNames())
      .filter((name) => name.startsWith('on')),
  }));
  expect(found.tags.filter((tag) => !ours.split(' ').includes(tag))).toEqual([]);
  expect(
    found.hrefs.filter((href) => !/^https:\/\/(?:example\.org|evil\.example)\/(?!.*[<>"])/.test(href ?? '')),
  ).toEqual([]);
  expect(found.handlers).toEqual([]);
  expect(outside).toEqual([]);
});

const code = 'const answer = 42; // so it is';
const contents = [
  Array.from({ length: 40 }, (_, line) => `line ${line} of many`).join('\n'),
  '# A title\n\n- [x] done\n- [ ] to do\n\n| a | b |\n|--:|---|\n| 1 | **two** |',
  `> ${Array.from({ length: 12 }, (_, line) => `quoted ${line}`).join('\n> ')}\nmy answer`,
  'It was ||the butler, see https://example.org/||!',
  `\`\`\`js\n${code}\n\`\`\``,
  'read **this** and [that](https://example.org/)',
];

test('what is written with marks is read as it is meant: folded, hidden, coloured and copied, by keyboard too', async ({
  equip,
  enrol,
  startChat,
}) => {
  const { page, chat } = await read({ equip, enrol, startChat }, contents);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const last = chat.message('read this and that');
  await expect(last).toHaveAccessibleName(/: read this and that$/);
  await expect(chat.chat('Bob')).toContainText('read this and that');

  const block = chat.log.locator('figure', { hasText: 'answer' });
  await expect(block.locator('figcaption')).toHaveText('js');
  await expect(block.locator('span', { hasText: /^const$/ })).not.toHaveCSS(
    'color',
    await colorOf(block.locator('code')),
  );
  await expect(block.locator('code')).toHaveText(code);
  // Again where the page is not in front of the others at that moment: browsers let only that one write.
  await expect(async () => {
    await page.bringToFront();
    await block.getByRole('button', { name: /^Cop(?:y code|ied)$/ }).click({ timeout: 2_000 });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  }).toPass();

  const spoiler = chat.message('It was').getByRole('button', { name: 'Spoiler' });
  await expect(chat.message('It was')).toHaveAccessibleName(/It was \(spoiler\)!$/);
  await expect(chat.log.getByRole('link', { name: 'https://example.org/' })).toHaveCount(0);
  await spoiler.press('Enter');
  await expect(spoiler).toHaveAttribute('aria-expanded', 'true');
  await expect(chat.log.getByText('the butler')).toBeVisible();

  const quote = chat.log.locator('blockquote');
  await expect(quote).not.toContainText('quoted 11');
  await quote.getByRole('button', { name: 'Show all' }).click();
  await expect(quote).toContainText('quoted 11');
  await expect(chat.log.getByRole('img', { name: 'Done' })).toHaveCount(1);
  await expect(chat.log.getByRole('columnheader')).toHaveText(['a', 'b']);
  await expectAccessibleInBothThemes(page);

  await chat.message('line 0 of many').scrollIntoViewIfNeeded();
  const many = chat.message('line 0 of many');
  const fold = many.getByRole('button', { name: /^Show (?:all|less)$/ });
  await expect(many).not.toContainText('line 39');
  await fold.scrollIntoViewIfNeeded();
  const top = await topOf(many);
  await fold.click();
  await expect(many).toContainText('line 39');
  expect(Math.abs((await topOf(many)) - top)).toBeLessThanOrEqual(1);
  await fold.scrollIntoViewIfNeeded();
  await fold.press('Enter');
  await expect(many).not.toContainText('line 39');
  await expect(fold).toBeInViewport();
  await expect(fold).toBeFocused();

  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  // What is too wide scrolls inside, and is not cut off by the screen.
  const ends = await page
    .locator('.message-text')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(Math.max(...ends)).toBeLessThanOrEqual(320);
  await expectAccessibleInBothThemes(page);
});

type Place = ReturnType<Page['locator']>;

async function topOf(place: Place): Promise<number> {
  return (await place.boundingBox())?.y ?? Number.NaN;
}

function colorOf(place: Place): Promise<string> {
  return place.evaluate((element) => getComputedStyle(element).color);
}
