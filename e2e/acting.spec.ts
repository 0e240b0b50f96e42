import { expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { otherDevice } from './devices.ts';
import { expect, test } from './fixtures.ts';
import { longPress, onPhone } from './phone.ts';

test('several messages are selected, copied, forwarded with a note to two at once, and deleted with one undo', async ({
  browser,
  join,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await join('Bob');
  const cleo = await join('Cleo');
  const chat = await startChat([ada, bob], 'Field station');
  await startChat([ada, bob, cleo], 'Weekend hike');
  const mine = new ChatPage(ada.page);
  const hers = new ChatPage(cleo.page);
  const his = new ChatPage(bob.page);
  await ada.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await mine.open('Field station');
  await mine.say('bring boots');
  await mine.say('and a torch');
  await mine.say('no dogs');
  await his.open('Weekend hike');
  await hers.open('Weekend hike');

  const bar = ada.page.getByRole('toolbar', { name: 'Selected messages' });
  await mine.act(mine.message('bring boots'), 'Select messages');
  await expect(bar).toContainText('1 message selected');
  await expect(mine.composer).toBeHidden();
  // By keys, and by a press anywhere on it.
  await expect(mine.message('bring boots')).toBeFocused();
  await ada.page.keyboard.press('ArrowDown');
  await expect(mine.message('and a torch')).toBeFocused();
  await ada.page.keyboard.press('Space');
  await expect(bar).toContainText('2 messages selected');
  const box = await mine.message('no dogs').boundingBox();
  await ada.page.mouse.click((box?.x ?? 0) + 300, (box?.y ?? 0) + 8);
  await expect(bar).toContainText('3 messages selected');
  await expect(ada.page.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await ada.page.keyboard.press('Space');
  await expect(bar).toContainText('2 messages selected');
  await expectAccessibleInBothThemes(ada.page);
  await bar.getByRole('button', { name: 'Copy' }).click();
  await expect(mine.composer).toBeFocused();
  const copied = await ada.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Ada, .+\nbring boots\n\nAda, .+\nand a torch$/);

  await mine.act(mine.message('bring boots'), 'Select messages');
  await ada.page.keyboard.press('ArrowDown');
  await expect(mine.message('and a torch')).toBeFocused();
  await ada.page.keyboard.press('Space');
  await bar.getByRole('button', { name: 'Forward' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Forward' });
  await expect(dialog).toContainText('and 1 more');
  await dialog.getByRole('combobox').fill('Weekend');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await ada.page.keyboard.press('Enter');
  await dialog.getByRole('combobox').fill('Cleo');
  await dialog.getByRole('option', { name: /Cleo/ }).first().click();
  await expect(dialog).toContainText('To Weekend hike, Cleo');
  await dialog.getByRole('textbox', { name: 'Note (optional)' }).fill('for Saturday');
  await expectAccessibleInBothThemes(ada.page);
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await expect(dialog).toBeHidden();
  await hers.hears('for Saturday', 'bring boots', 'and a torch');
  await expect(hers.chat('Ada')).toContainText('and a torch');
  // Only who is there too is told where it is from.
  await expect(hers.message('bring boots')).toContainText('Forwarded');
  await expect(hers.log).not.toContainText('Field station');
  await expect(his.message('bring boots')).toContainText('Forwarded from Ada in Field station');
  await his.message('bring boots').getByRole('link').click();
  await expect(bob.page).toHaveURL(new RegExp(`/chats/${chat.id}/m/\\d+$`));

  await mine.message('no dogs').focus();
  await ada.page.keyboard.press('Delete');
  await expect(mine.message('no dogs')).toHaveCount(0);
  await ada.page.keyboard.press('Control+z');
  await expect(mine.message('no dogs')).toBeVisible();

  // On a phone by the sheet.
  const phone = await onPhone(browser, ada, `/chats/${chat.id}`);
  const touched = new ChatPage(phone);
  await (await longPress(touched.message('bring boots'))).getByRole('button', { name: 'Select messages' }).tap();
  await touched.message('no dogs').locator('xpath=..').getByRole('checkbox').dispatchEvent('click');
  const below = phone.getByRole('toolbar', { name: 'Selected messages' });
  await expect(below).toContainText('2 messages selected');
  // All of it on one line.
  expect((await below.boundingBox())?.height).toBeLessThan(60);
  await below.getByRole('button', { name: 'Delete' }).tap();
  const notice = phone.getByText('2 messages deleted');
  await expect(async () => {
    const [said, writing] = [await notice.boundingBox(), await phone.locator('.composer').boundingBox()];
    expect((said?.y ?? Infinity) + (said?.height ?? 0)).toBeLessThanOrEqual(writing?.y ?? 0);
  }).toPass();
  await expect(touched.message('Message deleted')).toHaveCount(2);
  await phone.getByRole('button', { name: 'Undo' }).last().tap();
  await expect(touched.message('bring boots')).toBeVisible();
  await expect(touched.message('no dogs')).toBeVisible();
  await phone.context().close();
});

test('who reads a message looks through what it said before, and through who reacted', async ({
  enrol,
  join,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await join('Bob');
  const chat = await startChat([ada, bob], 'Field station');
  const say = { data: { content: 'bring **boots** please' }, failOnStatusCode: true };
  const sent: unknown = await (await ada.request.post(`/api/chats/${chat.id}/messages`, say)).json();
  const { id } = sent as { id: string };
  await ada.request.patch(`/api/chats/${chat.id}/messages/${id}`, {
    data: { content: 'bring **torches** please' },
    failOnStatusCode: true,
  });
  const his = new ChatPage(bob.page);
  await his.open('Field station');
  await his.act(his.message('torches'), 'Show edits');
  const dialog = bob.page.getByRole('dialog', { name: 'Edits' });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog.getByRole('deletion')).toHaveText('boots');
  await expect(dialog.getByRole('strong').getByRole('insertion')).toHaveText('torches');
  await expect(dialog.getByRole('listitem').last()).toContainText('bring boots please');
  await expectAccessibleInBothThemes(bob.page);
  await bob.page.keyboard.press('Escape');
  const thumb = `/api/chats/${chat.id}/messages/${id}/reactions/${encodeURIComponent('👍')}`;
  for (const { request } of [ada, bob]) await request.put(thumb, { failOnStatusCode: true });
  await his.act(his.message('torches'), 'Who reacted');
  const reactors = bob.page.getByRole('dialog', { name: 'Reactions' });
  await expect(reactors.getByRole('listitem')).toHaveText([/Ada/, /You/]);
  await expect(reactors.locator('time')).toHaveText([/\d:\d\d/, /\d:\d\d/]);
  await expectAccessibleInBothThemes(bob.page);
  await bob.page.keyboard.press('Escape');

  await test.step('and marks it unread from there on, until the chat is opened again, on every device', async () => {
    const desk = await otherDevice(bob, '/');
    const there = new ChatPage(desk);
    await expect(there.chat('Field station')).toBeVisible();
    for (const content of ['and a rope', 'and tea'])
      await ada.request.post(`/api/chats/${chat.id}/messages`, { data: { content }, failOnStatusCode: true });
    await his.hears('and tea');
    const divider = bob.page.getByRole('separator', { name: 'New messages' });
    await expect(his.chat('Field station')).not.toContainText('unread');
    await his.act(his.message('torches'), 'Mark unread from here');
    for (const side of [his, there]) await expect(side.chat('Field station')).toContainText('3 unread');
    await expect(divider).toBeVisible();
    await expect(bob.page).toHaveTitle(/^\(3\) /);
    await expect(desk).toHaveTitle(/^\(3\) /);

    await there.open('Field station');
    await expect(desk.getByRole('separator', { name: 'New messages' })).toBeVisible();
    for (const side of [his, there]) await expect(side.chat('Field station')).not.toContainText('unread');
    // By hand as well.
    await his.act(his.message('and tea'), 'Mark unread from here');
    await expect(there.chat('Field station')).toContainText('1 unread');
    await there.composer.press('Escape');
    for (const side of [his, there]) await expect(side.chat('Field station')).not.toContainText('unread');
  });
});
