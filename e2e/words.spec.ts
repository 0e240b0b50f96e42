import type { Page } from '@playwright/test';
import { disguise } from '../apps/web/vite/disguise.ts';
import { ChatPage } from './chat-page.ts';
import { expect, type Account, test } from './fixtures.ts';
import { onPhone } from './phone.ts';

/** From right to left, its words disguised, its dates Arabic: a plain word in it does not come from the catalogue. */
const language = 'ar-XB';
/** What people and programs are called, and what people wrote. */
const data =
  /(Ada|Bob|Cleo|Field station|Weather station|WS|FS|hello|Confab|Chrome|Linux|UTC|@?\w*-[0-9a-f]{8}|127\.0\.0\.1:\d+)/g;

test('in another language no word is left that does not come from its catalogue', async ({
  browser,
  join,
  startChat,
  page,
}) => {
  test.slow();
  await speak(page);
  await page.goto('/login');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  for (const [path, faults] of [
    ['/login', 2],
    ['/register', 3],
  ] as const) {
    await page.goto(path);
    // A Cyrillic letter before Latin ones.
    if (path === '/register') await page.getByRole('textbox').first().fill('\u0410da');
    await page.getByRole('textbox').first().press('Enter');
    await expect(page.locator('[aria-invalid=true]')).toHaveCount(faults);
    await expectNoPlainWords(page);
  }
  await page.goto('/login');
  await page.getByRole('textbox').first().fill('nobody-12345678');
  await page.getByRole('textbox').last().fill('violet');
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
  await expectNoPlainWords(page);

  const people = [await join('Ada'), await join('Bob'), await join('Cleo')] as const;
  const mine = people[0].page;
  await speak(mine);
  await mine.goto('/');
  await expectNoPlainWords(mine);
  const { id } = await startChat([people[0], people[1]], 'Field station');
  await happen(people, id);
  const places = [
    ['/new', mine.getByRole('option').first()],
    ['/search', mine.getByText(said('Search your messages'))],
    ['/saved', mine.getByText(said('Nothing saved yet'))],
    ['/scheduled', mine.getByText(said('Nothing is scheduled'))],
    ['/reminders', mine.getByText(said('No reminders'))],
    ['/activity', mine.getByRole('heading', { name: said('Activity') })],
    ['/settings', mine.getByText(said('This device'))],
    ['/nowhere', mine.getByText(said('Nothing here'))],
    ['/chats/nothing', mine.getByText(said('No such chat'))],
    // Whoever has left is named once their profile is here.
    [`/chats/${id}`, mine.getByText(said('made 4 changes to the group'))],
  ] as const;
  for (const [path, shown] of places) {
    await mine.goto(path);
    await expect(shown).toBeVisible();
    await expectNoPlainWords(mine);
  }
  const run = mine.getByText(said('made 4 changes to the group'));
  await run.click();
  for (const words of ['Ada made Bob an admin', 'Ada named the group “Weather station”', 'Cleo left', 'Ada added Cleo'])
    await expect(new ChatPage(mine).log).toContainText(said(words));
  await run.click();
  for (const { open, close = 1 } of surfaces) {
    await open(mine);
    await expectNoPlainWords(mine);
    for (let times = 0; times < close; times += 1) await mine.keyboard.press('Escape');
  }
  const phone = await onPhone(browser, people[0], `/chats/${id}`);
  // What fingers do comes a moment after the page.
  await expect(async () => {
    await phone.locator('[data-message-menu]').last().dispatchEvent('click');
    await expect(phone.getByRole('dialog', { name: said('Message actions') })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectNoPlainWords(phone);
  await phone.context().close();
});

type Surface = { open: (page: Page) => Promise<void>; close?: number };

const surfaces: Surface[] = [
  {
    open: async (page) => {
      await page.getByRole('article').last().hover();
      await page.getByRole('button', { name: said('Add a reaction') }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('article').last().hover();
      await page.getByRole('button', { name: said('More actions') }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('textbox').fill('');
      await page.getByRole('textbox').press('ArrowUp');
      await expect(page.getByRole('button', { name: said('Cancel editing') })).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('textbox').fill('1'.repeat(8_001));
      await expect(page.getByText(said('1 character too many'))).toBeVisible();
      await page.getByRole('textbox').fill('');
    },
    close: 0,
  },
  {
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('123');
      await expect(page.getByRole('dialog').getByRole('status')).not.toBeEmpty();
    },
  },
  {
    open: async (page) => {
      await page.keyboard.press('Control+/');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('button', { name: said('Ada: your menu') }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('button', { name: said('Details') }).click();
      await page.getByRole('button', { name: said('Actions for Bob') }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('button', { name: said('Leave group') }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    open: async (page) => {
      await page.getByRole('button', { name: said('Add people') }).click();
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    },
    close: 2,
  },
  {
    open: async (page) => {
      await page.context().setOffline(true);
      // A message may go out as long as the connection that is there has not ended.
      await expect(page.getByText(said('No connection. Reconnecting…'))).toBeVisible();
      await page.getByRole('textbox').fill('hello');
      await page.getByRole('textbox').press('Enter');
      await expect(page.getByText(said('Waiting for the connection'))).toBeAttached();
    },
  },
];

/** From now on, as if it had been chosen. */
async function speak(page: Page): Promise<void> {
  await page.addInitScript((tag) => localStorage.setItem('confab.language', tag), language);
}

/** As the page says it in the disguise; names stay. */
function said(words: string): string {
  return words
    .split(data)
    .map((part, index) => (index % 2 === 1 ? part : disguise(part)))
    .join('');
}

/** One of each kind of system message, and a reaction. */
async function happen([ada, bob, cleo]: readonly [Account, Account, Account], chatId: string): Promise<void> {
  const path = `/api/chats/${chatId}`;
  const ask = async (person: Account, method: string, to: string, body?: object): Promise<{ id?: string }> => {
    const answer = await person.request.fetch(`${path}${to}`, {
      method,
      ...(body && { data: body }),
      failOnStatusCode: true,
    });
    return answer.status() === 204 ? {} : ((await answer.json()) as { id?: string });
  };
  await ask(ada, 'POST', '/members', { userIds: [cleo.user.id] });
  await ask(ada, 'PUT', `/members/${bob.user.id}`, { role: 'admin' });
  await ask(ada, 'PATCH', '', { name: 'Weather station' });
  await ask(cleo, 'DELETE', `/members/${cleo.user.id}`);
  await ask(bob, 'POST', '/messages', { content: 'hello' });
  await ask(ada, 'POST', '/messages', { content: 'hello' });
}

/** People of other tests at the same server, in the list of everybody: initials, and a name that tries to be markup. */
const ofOthers = /^[A-Z]{2}$|^<img /;

async function expectNoPlainWords(page: Page): Promise<void> {
  const texts = await page.evaluate(() => {
    const spoken = [
      'aria-label',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
      'placeholder',
      'title',
      'alt',
      'data-tooltip',
    ];
    const found = [document.title];
    for (const element of document.body.querySelectorAll('*')) {
      // Whoever else is on this server: people of other tests.
      if (element.matches('script, style, noscript, .avatar, [role=option] bdi')) continue;
      for (const name of spoken) found.push(element.getAttribute(name) ?? '');
      const isOption = element.closest('[role=option]') !== null;
      for (const { nodeType, previousSibling, textContent } of element.childNodes) {
        const isUsername = isOption && previousSibling?.textContent === '@';
        if (nodeType === Node.TEXT_NODE && !isUsername) found.push(textContent ?? '');
      }
    }
    return found;
  });
  expect(texts.filter((text) => !ofOthers.test(text) && /[A-Za-z]{2}/.test(text.replaceAll(data, '')))).toEqual([]);
}
