import type { Locator, Page } from '@playwright/test';
import type { MessageFile, MessagePage } from '@confab/protocol';
import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { type Account, expect, test } from './fixtures.ts';

/** One red dot. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png });
const text = (name: string, words: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });

const tray = (page: Page): Locator => page.getByRole('region', { name: 'Files to send' });
const namesIn = (place: Locator): Promise<string[]> => place.locator('bdi').allInnerTexts();

/** As another program hands a file over. Answers whether the page took it, so that the browser does not open it. */
async function give(target: Locator, kind: 'paste' | 'drop', name: string): Promise<boolean> {
  return await target.evaluate(
    (element, [type, called]) => {
      const data = new DataTransfer();
      data.items.add(new File([`in ${called}`], called, { type: 'text/plain' }));
      const options = { bubbles: true, cancelable: true };
      const events =
        type === 'paste'
          ? [new ClipboardEvent('paste', { ...options, clipboardData: data })]
          : ['dragover', 'drop'].map((one) => new DragEvent(one, { ...options, dataTransfer: data }));
      for (const event of events) element.dispatchEvent(event);
      return events.every(({ defaultPrevented }) => defaultPrevented);
    },
    [kind, name] as const,
  );
}

/** The files that this browser keeps for a composer, in their order, and the words to pictures. */
async function keptIn(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const name = names.find((one) => one.startsWith('confab.files.'));
    if (name === undefined) return [];
    const request = <Value>(asked: IDBRequest<Value>) =>
      new Promise<Value>((resolve) => asked.addEventListener('success', () => resolve(asked.result)));
    const db = await request(indexedDB.open(name));
    type Kept = { name: string; place: number; chatId: string | null; alt?: string };
    const files: Kept[] = await request(db.transaction('files').objectStore('files').getAll());
    db.close();
    const laid = files.filter(({ chatId }) => chatId !== null).toSorted((a, b) => a.place - b.place);
    return laid.map((file) => `${file.name}${file.alt === undefined ? '' : `: ${file.alt}`}`);
  });
}

async function readMessages({ request }: Account, chatId: string): Promise<MessagePage['messages']> {
  const answer = await request.get(`/api/chats/${chatId}/messages`);
  return ((await answer.json()) as MessagePage).messages;
}

async function lastFile(reader: Account, chatId: string): Promise<MessageFile | undefined> {
  return (await readMessages(reader, chatId)).at(-1)?.files?.at(-1);
}

test('[D52] [D17] files are picked, pasted and dropped, and a message waits for them through cuts and a reload', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  const mine = new ChatPage(page);
  await mine.open('Bob');
  await page.getByRole('button', { name: 'Attach files' }).waitFor();

  // The first request for bytes breaks off: it goes on by itself.
  let isCut = true;
  await page.route('**/api/uploads/*', async (route) => {
    const isFirst = isCut && route.request().method() === 'PATCH';
    if (isFirst) isCut = false;
    await (isFirst ? route.abort() : route.continue());
  });
  await page.getByLabel('Files to attach').setInputFiles([picture('boots.png'), text('plan.txt', 'up the hill')]);
  await expect.poll(() => namesIn(tray(page))).toEqual(['boots.png', 'plan.txt']);
  await give(mine.composer, 'paste', 'pasted.txt');
  await give(mine.log, 'drop', 'dropped.txt');
  await expect.poll(() => namesIn(tray(page))).toEqual(['boots.png', 'plan.txt', 'pasted.txt', 'dropped.txt']);
  await expect(tray(page).getByRole('progressbar')).toHaveCount(0);

  await expectAccessible(page);
  await tray(page).getByRole('button', { name: 'Remove dropped.txt' }).click();
  await tray(page).getByRole('button', { name: 'More for boots.png' }).click();
  await page.getByRole('menuitem', { name: 'Move later' }).click();
  await expect.poll(() => namesIn(tray(page))).toEqual(['plan.txt', 'boots.png', 'pasted.txt']);
  await tray(page).getByRole('button', { name: 'More for boots.png' }).click();
  await page.getByRole('menuitem', { name: 'Describe the picture' }).click();
  await page.getByRole('textbox', { name: /What it shows/ }).fill('Two brown boots');
  await page.getByRole('button', { name: 'Save' }).click();

  // What lies there survives a reload, what is dropped before the app is there waits for it, and what is sent before it is whole too.
  await expect.poll(() => keptIn(page)).toEqual(['plan.txt', 'boots.png: Two brown boots', 'pasted.txt']);
  const held = Promise.withResolvers<void>();
  await page.route('**/assets/main-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  const isKept = await give(page.locator('body'), 'drop', 'early.txt');
  expect(isKept).toBe(true);
  held.resolve();
  await expect.poll(() => namesIn(tray(page))).toEqual(['plan.txt', 'boots.png', 'pasted.txt', 'early.txt']);
  await page.unroute('**/assets/main-*.js');
  await tray(page).getByRole('button', { name: 'Remove early.txt' }).click();
  await expect.poll(() => namesIn(tray(page))).toEqual(['plan.txt', 'boots.png', 'pasted.txt']);
  await page.route('**/api/uploads/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  );
  await page.getByLabel('Files to attach').setInputFiles([text('late.txt', 'at last')]);
  await expect(tray(page).getByText('late.txt')).toBeVisible();
  await mine.composer.fill('for tomorrow');
  await mine.composer.press('Enter');
  await expect(tray(page)).toHaveCount(0);
  const waiting = mine.message('for tomorrow');
  await expect(waiting.getByRole('progressbar')).toHaveCount(1);
  await mine.say('and bring a coat');
  await expect.poll(() => keptIn(page)).toEqual([]);
  await page.reload();
  await expect(mine.message('for tomorrow').getByText('late.txt')).toBeVisible();
  await page.unroute('**/api/uploads/*');
  await page.reload();

  const sent = mine.message('for tomorrow');
  await expect(sent.getByRole('link', { name: /^Download / })).toHaveCount(3);
  await expect(sent.getByRole('button', { name: 'Open Two brown boots' })).toBeVisible();
  await mine.hears('for tomorrow', 'and bring a coat');
  expect(await mine.texts()).toEqual(['for tomorrow', 'and bring a coat']);
  const files = (await readMessages(bob, chat.id))[0]?.files ?? [];
  expect(files).toMatchObject([
    { name: 'plan.txt' },
    { name: 'boots.png', alt: 'Two brown boots' },
    { name: 'pasted.txt' },
    { name: 'late.txt' },
  ]);
  const late = await bob.request.get(`/api/files/${files[3]?.id}`);
  expect(await late.text()).toBe('at last');

  // What is too long for a message goes as a file, what is said as a voice.
  await mine.composer.fill('boots '.repeat(1_400));
  await page.getByRole('button', { name: 'Send as a file' }).click();
  await expect.poll(() => namesIn(tray(page))).toEqual(['Text.txt']);
  await expect(mine.composer).toHaveValue('');
  await tray(page).getByRole('button', { name: 'Remove Text.txt' }).click();
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  const voice = page.getByRole('region', { name: 'Voice message' });
  await expect(voice.getByText('0:01')).toBeVisible();
  await voice.getByRole('button', { name: 'Pause the recording' }).click();
  await voice.getByRole('button', { name: 'Stop and listen' }).click();
  await voice.getByRole('button', { name: 'Listen to it' }).click();
  await voice.getByRole('button', { name: 'Send voice' }).click();
  await expect(voice).toHaveCount(0);
  await expect.poll(async () => (await lastFile(bob, chat.id))?.voice?.ms ?? 0).toBeGreaterThan(900);
  expect((await lastFile(bob, chat.id))?.type).toMatch(/^audio\//);

  // Forwarded, they live on when the first message goes.
  await mine.act(mine.message('for tomorrow'), 'Forward');
  const dialog = page.getByRole('dialog', { name: 'Forward' });
  await dialog.getByRole('combobox').fill('Bob');
  await dialog.getByRole('option', { name: /Bob/ }).first().click();
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await lastFile(bob, chat.id))?.name).toBe('late.txt');
  await mine.message('for tomorrow').first().focus();
  await page.keyboard.press('Delete');
  await expect(mine.message('for tomorrow')).toHaveCount(1);
  // Nobody is there any more to undo it.
  await page.goto('about:blank');
  await expect.poll(async () => (await readMessages(bob, chat.id))[0]?.deletedAt ?? null).not.toBeNull();
  expect((await bob.request.get(`/api/files/${files[3]?.id}`)).status()).toBe(200);
});
