import type { Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { expect, test, type Fixtures } from './fixtures.ts';

/** Of each way. When keys went astray, every second or third round lost some. */
const rounds = 4;

/** One person with a chat with each of two others, on a machine four times slower than this one. */
async function openTwoChats({
  join,
  enrol,
  startChat,
}: Pick<Fixtures, 'join' | 'enrol' | 'startChat'>): Promise<ChatPage> {
  const ada = await join('Ada');
  for (const name of ['Bob', 'Cleo']) await startChat([ada, await enrol(name)]);
  const mine = new ChatPage(ada.page);
  await mine.open('Bob');
  await slowDown(ada.page);
  return mine;
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

const nameOf = (round: number): string => (round % 2 === 0 ? 'Cleo' : 'Bob');

/** Each way switches from the chat that is open to the other. */
const ways: [name: string, go: (mine: ChatPage, name: string) => Promise<void>][] = [
  [
    'Alt+arrow',
    async (mine, name) => {
      // The chat that was spoken in last is on top, the other one below it; at first nobody has spoken.
      const isFirstOpen = mine.chats.getByRole('link').first().and(mine.page.locator('[aria-current]'));
      // The page may still show the switch before this one.
      const left = mine.chat(name === 'Bob' ? 'Cleo' : 'Bob');
      if (name === 'Bob' || (await mine.chats.getByText('No messages yet').count()) < 2)
        await expect(isFirstOpen.and(left)).toBeVisible();
      await mine.page.keyboard.press((await isFirstOpen.count()) > 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp');
    },
  ],
  [
    'Ctrl+K and a name',
    async ({ page: { keyboard } }, name) => {
      await keyboard.press('Control+k');
      await keyboard.type(name);
      await keyboard.press('Enter');
    },
  ],
  ['a click', async (mine, name) => await mine.chat(name).click()],
];

test('what is typed right after a switch of chats, Enter included, arrives in the new chat and nothing in the old', async ({
  join,
  enrol,
  startChat,
}) => {
  const mine = await openTwoChats({ join, enrol, startChat });
  const { keyboard } = mine.page;
  const expected: Record<string, string[]> = { Cleo: [], Bob: [] };
  for (const [way, go] of ways) {
    for (let round = 0; round < rounds; round++) {
      const name = nameOf(round);
      const text = `after ${way} ${round}`;
      await go(mine, name);
      await keyboard.type(text);
      await keyboard.press('Enter');
      expected[name]?.push(text);
    }
  }
  for (const [name, texts] of Object.entries(expected)) {
    await mine.open(name);
    await expect.poll(() => mine.texts()).toEqual(texts);
    await expect(mine.composer).toHaveValue('');
  }
});

test('a draft stays with its chat: what follows the switch is added to the draft there', async ({
  join,
  enrol,
  startChat,
}) => {
  const mine = await openTwoChats({ join, enrol, startChat });
  const { keyboard } = mine.page;
  await keyboard.type('for Bob');
  for (let round = 0; round < rounds; round++) {
    await mine.chat(nameOf(round)).click();
    await keyboard.type(` ${round}`);
  }
  await expect(mine.composer).toHaveValue('for Bob 1 3');
  await mine.open('Cleo');
  await expect(mine.composer).toHaveValue(' 0 2');
  await mine.page.goBack();
  await keyboard.type('!');
  await expect(mine.composer).toHaveValue('for Bob 1 3!');
});

test('a name typed right after “+ New Chat” is searched for, and what follows the making is for the new chat', async ({
  join,
  enrol,
  startChat,
}) => {
  const mine = await openTwoChats({ join, enrol, startChat });
  const dora = await join('Dora');
  const { keyboard } = mine.page;
  await mine.page.getByText('+ New Chat').first().click();
  await keyboard.type(dora.user.username);
  await expect(mine.page.getByRole('combobox', { name: 'Search people' })).toHaveValue(dora.user.username);
  await mine.page.getByRole('option', { name: /Dora/ }).click();
  await mine.page.getByRole('button', { name: 'Start 1-on-1 Chat' }).click();
  await keyboard.type('hello Dora');
  await keyboard.press('Enter');
  const doras = new ChatPage(dora.page);
  await doras.open('Ada');
  await doras.hears('hello Dora');
  await mine.open('Bob');
  expect(await mine.texts()).toEqual([]);
});
