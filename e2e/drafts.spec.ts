import type { Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';
import { goOffline, otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';

/** What the server holds for them. */
async function keptFor(page: Page): Promise<string[]> {
  const answer = await page.request.get('/api/me/documents');
  const { documents } = (await answer.json()) as { documents: { key: string; value: { content: string } | null }[] };
  return documents.flatMap(({ key, value }) => (key.startsWith('draft/') && value ? [value.content] : []));
}

test('what somebody has begun to write is at their other devices too, goes on there, and is gone everywhere once sent', async ({
  join,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const { id } = await startChat([ada, bob]);
  const desk = new ChatPage(ada.page);
  await desk.open('Bob');
  await desk.composer.pressSequentially('Shall we meet', { delay: 20 });
  const phone = new ChatPage(await otherDevice(ada, `/chats/${id}`));
  await expect(phone.composer).toHaveValue('Shall we meet');
  await phone.composer.press('End');
  await phone.composer.pressSequentially(' at nine?');
  // Whoever comes back to the desk finds what was written on the way.
  await expect(desk.composer).toHaveValue('Shall we meet at nine?');
  const his = new ChatPage(bob.page);
  await his.open('Ada');
  await expect(his.composer).toHaveValue('');

  await desk.composer.press('Enter');
  await desk.hears('Shall we meet at nine?');
  await expect(phone.composer).toHaveValue('');
  await expect.poll(() => keptFor(ada.page)).toEqual([]);
  // In an empty composer it shows at once, and in a chat that is opened later.
  await phone.composer.fill('One more thing');
  await expect(desk.composer).toHaveValue('One more thing');
  await phone.page.goto('/');
  await desk.composer.fill('');
  await expect.poll(() => keptFor(ada.page)).toEqual([]);
  await phone.open('Bob');
  await expect(phone.composer).toHaveValue('');
});

test('under the fingers of whoever types nothing changes, and the last one to write is right everywhere', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const { id } = await startChat([ada, await enrol('Bob')]);
  const desk = new ChatPage(ada.page);
  await desk.open('Bob');
  await desk.composer.fill('from the desk');
  await expect.poll(() => keptFor(ada.page)).toEqual(['from the desk']);
  const typed = new AbortController();
  const typing = desk.composer.pressSequentially(', and so on and on', { delay: 150 }).finally(() => typed.abort());
  const seen: string[] = [];
  for (let count = 1; !typed.signal.aborted; count += 1) {
    const data = { value: { content: `from elsewhere ${count}` } };
    await ada.request.put(`/api/me/documents/draft%2F${id}`, { data, failOnStatusCode: true });
    seen.push(await desk.composer.inputValue());
  }
  await typing;
  // What was put elsewhere after the last key would be the last word: the last key is pressed after that.
  await desk.composer.pressSequentially('!');
  expect(seen.filter((text) => !text.startsWith('from the desk'))).toEqual([]);
  await expect(desk.composer).toHaveValue('from the desk, and so on and on!');
  await expect.poll(() => keptFor(ada.page)).toEqual(['from the desk, and so on and on!']);
  const phone = new ChatPage(await otherDevice(ada, `/chats/${id}`));
  await expect(phone.composer).toHaveValue('from the desk, and so on and on!');
});

test('drafts without a connection, of the version before and too long for the server are kept', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const { id } = await startChat([ada, bob]);
  const other = await startChat([ada, await enrol('Cleo')]);
  // As the version before left them.
  await ada.page.evaluate(
    ([key, text]) => localStorage.setItem(key ?? '', text ?? ''),
    [`confab.draft.${ada.user.id}.${other.id}`, 'from before'],
  );
  await ada.page.reload();
  await expect.poll(() => keptFor(ada.page)).toEqual(['from before']);
  const desk = new ChatPage(ada.page);
  await desk.open('Bob');
  const context = ada.page.context();
  await goOffline(ada.page);
  await desk.composer.fill('written in a tunnel');
  const phone = new ChatPage(await otherDevice(ada, `/chats/${id}`));
  await expect(phone.composer).toHaveValue('');
  await context.setOffline(false);
  await expect(phone.composer).toHaveValue('written in a tunnel');

  const book = 'long '.repeat(20_000);
  await desk.composer.fill(book);
  await ada.page.reload();
  await expect(desk.composer).toHaveValue(book);
  await expect(phone.composer).toHaveValue('written in a tunnel');
  await desk.composer.fill('short again');
  await expect(phone.composer).toHaveValue('short again');
  await desk.open('Cleo');
  await expect(desk.composer).toHaveValue('from before');
});
