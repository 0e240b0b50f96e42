import { expectAccessible } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { drawPicture } from './draw-picture.ts';
import { type Account, expect, test } from './fixtures.ts';

async function upload({ request }: Account, name: string, bytes: Buffer): Promise<string> {
  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const begun = await request.post('/api/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
    failOnStatusCode: true,
  });
  const path = begun.headers()['location'] ?? '';
  await request.patch(path, {
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    data: bytes,
    failOnStatusCode: true,
  });
  return path.split('/').at(-1) ?? '';
}

test('pictures have their place before they come, and are looked through with keys; of text one sees the beginning', async ({
  enrol,
  join,
  startChat,
}) => {
  const bob = await enrol('Bob');
  const ada = await join('Ada');
  const { page } = ada;
  const { id: chatId } = await startChat([bob, ada]);
  const send = async (files: object[]) =>
    bob.request.post(`/api/chats/${chatId}/messages`, { data: { content: '', files }, failOnStatusCode: true });
  const hill = await upload(bob, 'hill.png', await drawPicture(page, 900, 600));
  const lake = await upload(bob, 'lake.png', await drawPicture(page, 600, 900));
  await send([
    { id: hill, alt: 'A hill' },
    { id: lake, alt: 'A lake' },
  ]);
  await send([{ id: await upload(bob, 'add.ts', Buffer.from('export const sum = 1 + 2;\n')) }]);

  // They are on their way until somebody looked where all of it stands.
  const { promise: mayCome, resolve: letCome } = Promise.withResolvers<void>();
  await page.route('**/preview?**', async (route) => {
    await mayCome;
    await route.continue();
  });
  await page.goto(`/chats/${chatId}`);
  const { log } = new ChatPage(page);
  const picture = log.getByRole('button', { name: 'Open A hill' });
  await expect(picture).toBeVisible();
  const boxes = () => Promise.all([picture, log.getByText('add.ts')].map((one) => one.boundingBox()));
  const before = await boxes();
  letCome();
  await expect(picture.locator('canvas')).toHaveCount(0);
  expect(await boxes()).toEqual(before);

  await log.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(log.getByText('export const sum')).toBeVisible();

  await picture.focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog', { name: 'A hill' });
  await expect(viewer.getByText('1 of 2')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('+');
  await expect(viewer.getByRole('button', { name: 'Zoom out' })).toBeEnabled();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'A lake' }).getByText('2 of 2')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(picture).toBeFocused();

  await page.goto(`/chats/${chatId}/files`);
  const panel = page.getByRole('complementary', { name: 'Pictures, files and links' });
  await expect(panel.getByRole('button', { name: 'Open A lake' })).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Files', exact: true }).click();
  await expect(panel.getByRole('link', { name: 'Download add.ts' })).toBeVisible();
  await bob.request.post(`/api/chats/${chatId}/messages`, {
    data: { content: 'read [the plan](https://plan.example/a) first' },
    failOnStatusCode: true,
  });
  await panel.getByRole('button', { name: 'Links', exact: true }).click();
  await expect(panel.getByRole('link', { name: 'the plan' })).toHaveAttribute('href', 'https://plan.example/a');
});
