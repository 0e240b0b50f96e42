import { messagePageSchema } from '@confab/protocol';
import { ChatPage } from './chat-page.ts';
import { expect, test, type Account } from './fixtures.ts';

/** As another device of the same person does. */
async function change(
  { request }: Account,
  chatId: string,
  how: { content: string } | 'delete' | 'react',
): Promise<void> {
  const path = `/api/chats/${chatId}/messages`;
  const newest = async (): Promise<string | undefined> =>
    messagePageSchema.parse(await (await request.get(path)).json()).messages.at(-1)?.id;
  // The page shows what it sends before the server has it.
  await expect.poll(newest).toBeDefined();
  const id = await newest();
  const answer =
    how === 'delete'
      ? await request.delete(`${path}/${id}`)
      : how === 'react'
        ? await request.put(`${path}/${id}/reactions/%F0%9F%91%8D`)
        : await request.patch(`${path}/${id}`, { data: how });
  expect(answer.status()).toBe(200);
}

test('[D28] an edit starts from the text as it is, and never writes an old one over a newer', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const { id } = await startChat([ada, bob]);
  const mine = new ChatPage(ada.page);
  const { composer, page } = mine;
  await mine.open('Bob');
  await mine.say('one');
  const edit = async (text: string): Promise<void> => {
    await expect(async () => {
      await composer.press('ArrowUp');
      await expect(composer).toHaveValue(text, { timeout: 500 });
    }).toPass();
  };

  await test.step('what was cancelled does not come back', async () => {
    await edit('one');
    await composer.fill('one, cancelled');
    await composer.press('Escape');
    await expect(composer).toHaveValue('');
    await edit('one');
    await composer.press('Escape');
  });

  await test.step('it starts from what another device wrote', async () => {
    await change(ada, id, { content: 'two' });
    await mine.hears('two');
    await edit('two');
  });

  await test.step('nothing written yet, it follows another device', async () => {
    await change(ada, id, { content: 'three' });
    await expect(composer).toHaveValue('three');
  });

  await test.step('a reaction meanwhile changes nothing', async () => {
    await composer.fill('three, by me');
    await change(bob, id, 'react');
    await expect(mine.message('three').getByRole('button', { name: /^👍 1/ })).toBeVisible();
    await composer.press('Enter');
    await mine.hears('three, by me');
    await expect(composer).toHaveValue('');
  });

  await test.step('changed by another device, the person chooses: the other text', async () => {
    await edit('three, by me');
    await composer.fill('mine');
    await change(ada, id, { content: 'theirs' });
    await expect(page.getByText('It was edited on another device')).toBeVisible();
    await composer.press('Enter');
    await mine.hears('theirs');
    await page.getByRole('button', { name: 'Use that text' }).click();
    await expect(composer).toHaveValue('theirs');
  });

  await test.step('or theirs', async () => {
    await composer.fill('mine again');
    await change(ada, id, { content: 'theirs again' });
    await page.getByRole('button', { name: 'Keep my text' }).click();
    await composer.press('Enter');
    await mine.hears('mine again');
    await expect(composer).toHaveValue('');
  });

  await test.step('a page that has not heard of it is told by the server', async () => {
    await edit('mine again');
    await composer.fill('from an old text');
    await page.context().setOffline(true);
    await change(ada, id, { content: 'newer' });
    await page.context().setOffline(false);
    await composer.press('Enter');
    await expect(page.getByText('It was edited on another device')).toBeVisible();
    await mine.hears('newer');
  });

  await test.step('deleted meanwhile, the text becomes a new message', async () => {
    await change(ada, id, 'delete');
    await page.getByRole('button', { name: 'Keep my text as a new message' }).click();
    await composer.press('Enter');
    await mine.hears('from an old text');
  });
});

test('that a message was edited stands behind its words, and moves nothing below', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const { id } = await startChat([ada, bob]);
  const mine = new ChatPage(ada.page);
  await mine.open('Bob');
  await mine.say('first');
  const height = async (): Promise<number | undefined> => (await mine.message('first').boundingBox())?.height;
  // What was sent takes the place of what is being sent: in between there is nothing to measure.
  let before: number | undefined;
  await expect.poll(async () => (before = await height())).toBeGreaterThan(0);
  await change(ada, id, { content: 'first, and more' });
  await expect(mine.message('first, and more').getByText('(edited)')).toBeVisible();
  await expect.poll(height).toBe(before);
  expect(await mine.texts()).toEqual(['first, and more']);
  // It leads to what was said before, and one comes back to it.
  const mark = mine.message('first, and more').getByRole('button', { name: '(edited), show edits' });
  await mark.press('Enter');
  const edits = ada.page.getByRole('dialog', { name: 'Edits' });
  await expect(edits.getByRole('insertion')).toHaveText('first, and more');
  await ada.page.keyboard.press('Escape');
  await expect(edits).toBeHidden();
  await expect(mark).toBeFocused();
});
