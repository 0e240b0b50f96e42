import type { Page } from '@playwright/test';
import { signedInSchema } from '@confab/protocol';
import { expectAccessible, expectAccessibleInBothThemes } from './accessibility.ts';
import { ChatPage } from './chat-page.ts';
import { expect, password, test } from './fixtures.ts';
import { onPhone } from './phone.ts';

/** What is selected in the composer, as the tables of the unit tests write it. */
function shown(chat: ChatPage): Promise<string> {
  return chat.composer.evaluate((field) => {
    const { value, selectionStart: start, selectionEnd: end } = field as HTMLTextAreaElement;
    if (start === end) return `${value.slice(0, start)}¦${value.slice(start)}`;
    return `${value.slice(0, start)}‹${value.slice(start, end)}›${value.slice(end)}`;
  });
}

/** As a program hands it over. False where the page leaves it to the browser, which then puts in the plain text. */
function paste(chat: ChatPage, kinds: Record<string, string>): Promise<boolean> {
  return chat.composer.evaluate((field, given) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(given)) clipboardData.setData(kind, text);
    return !field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, kinds);
}

async function pasted(chat: ChatPage, kinds: Record<string, string>): Promise<string | null> {
  await chat.composer.fill('');
  return (await paste(chat, kinds)) ? await chat.composer.inputValue() : null;
}

async function logIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function selectAll(page: Page): Promise<void> {
  await page.keyboard.press('Control+a');
}

test('whoever writes marks words by keys and buttons, goes on with lists, and takes each step back', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const { id } = await startChat([ada, await enrol('Bob')]);
  const { page } = ada;
  await page.goto(`/chats/${id}`);
  const mine = new ChatPage(page);
  const { composer } = mine;
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
  await composer.fill('word');
  await selectAll(page);
  await page.keyboard.press('Control+b');
  expect(await shown(mine)).toBe('**‹word›**');
  await page.keyboard.press('Control+i');
  await page.keyboard.press('Control+Shift+X');
  expect(await shown(mine)).toBe('~~***‹word›***~~');
  for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z');
  await expect(composer).toHaveValue('word');
  await selectAll(page);
  await page.keyboard.press('Control+k');
  await expect(composer).toHaveValue('[word]()');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await composer.fill('- one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Tab');
  expect(await shown(mine)).toBe('- one\n  - two¦');
  for (let line = 0; line < 3; line++) await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('after');
  await expect(composer).toHaveValue('- one\n  - two\nafter');
  await composer.fill('```js');
  await page.keyboard.press('Enter');
  await page.keyboard.type('  x');
  await page.keyboard.press('Enter');
  expect(await shown(mine)).toBe('```js\n  x\n  ¦');
  await page.keyboard.press('Control+Enter');
  await expect(composer).toHaveValue('');

  // By buttons: the field keeps the focus, and arrows lead through the one tab stop.
  await composer.fill('tea');
  await page.getByRole('button', { name: 'Task list' }).click();
  await expect(composer).toHaveValue('- [ ] tea');
  await expect(composer).toBeFocused();
  await page.getByRole('button', { name: 'Bold' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: 'Preview', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('tea');
  await expectAccessible(page);
  await composer.press('Escape');
  await expect(page.getByRole('region', { name: 'Preview' })).toBeHidden();

  await page.getByRole('button', { name: 'Formatting' }).click();
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeHidden();
  await page.reload();
  await expect(composer).toHaveValue('- [ ] tea');
  await expect(page.getByRole('button', { name: 'Formatting' })).toHaveAttribute('aria-pressed', 'false');
});

test('what is pasted keeps what it says: links, rich text, tables, code; and nothing of it is lost', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const { id } = await startChat([ada, await enrol('Bob')]);
  const { page } = ada;
  await page.goto(`/chats/${id}`);
  const mine = new ChatPage(page);
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
  await mine.composer.fill('the plan');
  await selectAll(page);
  expect(await paste(mine, { 'text/plain': 'https://a.example/x' })).toBe(true);
  await expect(mine.composer).toHaveValue('[the plan](https://a.example/x)');

  const rich: [string, string | null][] = [
    [
      '<p>A <b>bold</b> and <i>slanted </i>word, <s>gone</s>, <code>x*y</code></p>',
      'A **bold** and *slanted* word, ~~gone~~, `x*y`',
    ],
    ['<b style="font-weight:normal"><p>so <span style="font-weight:700">much</span></p></b>', 'so **much**'],
    ['<a href="https://a.example/">the page</a> 2*3', String.raw`[the page](https://a.example/) 2\*3`],
    ['<a href="javascript:alert(1)"><b>no</b></a>', '**no**'],
    ['<p>one</p><p>two <em>b</em></p>', 'one\n\ntwo *b*'],
    ['<div>one</div><div>two <em>b</em></div>', 'one\ntwo *b*'],
    ['<ul><li>a<ol start="3"><li>b</li><li>c</li></ol></li><li><p>d</p></li></ul>', '- a\n  3. b\n  4. c\n- d'],
    ['<ul><li><input type="checkbox" checked>done</li></ul>', '- [x] done'],
    ['<h2>Head</h2><blockquote><p>a</p><p>b</p></blockquote>', '## Head\n\n> a\n> \n> b'],
    ['<pre><code class="language-ts">if (a) {\n  b\n}</code></pre>', '```ts\nif (a) {\n  b\n}\n```'],
    [
      '<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x|y</td></tr></table>',
      '| A | B |\n| --- | --- |\n| 1 | x\\|y |',
    ],
    ['<p>only words</p>', null],
    ['<b><script>alert(1)</script></b>', null],
    [`${'<b>'.repeat(200)}deep`, null],
  ];
  for (const [html, expected] of rich)
    expect(await pasted(mine, { 'text/html': html, 'text/plain': 'plain' })).toBe(expected);

  const code = {
    'text/plain': 'if (a) {\r\n  b\r\n}\n',
    'text/html': '<div style="font-family: Consolas, monospace;">if</div>',
  };
  expect(await pasted(mine, code)).toBe('```\nif (a) {\n  b\n}\n```');
  expect(await pasted(mine, { ...code, 'vscode-editor-data': '{"mode":"typescript"}' })).toBe(
    '```typescript\nif (a) {\n  b\n}\n```',
  );
  expect(await pasted(mine, { ...code, 'vscode-editor-data': 'not JSON' })).toBe(null);
  await mine.composer.fill('`');
  expect(await paste(mine, { 'text/plain': 'plain', 'text/html': '<b>bold</b>' })).toBe(false);
  await mine.composer.fill('');
  await mine.composer.dispatchEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true });
  expect(await paste(mine, { 'text/plain': 'plain', 'text/html': '<b>bold</b>' })).toBe(false);
});

test('people and chats are completed by keyboard, mouse and input methods, and many are called only when asked', async ({
  equip,
  enrol,
  startChat,
  request,
}) => {
  const ada = await equip('Ada');
  const bob = await enrol('Bob Novák');
  const cleo = await enrol('Cleo');
  const group = await startChat([ada, bob, cleo], 'Field station');
  await startChat([ada, bob], 'Night watch');
  await cleo.request.post(`/api/chats/${group.id}/messages`, {
    failOnStatusCode: true,
    data: { content: 'hello' },
  });
  const { page } = ada;
  await page.goto(`/chats/${group.id}`);
  const mine = new ChatPage(page);
  await mine.hears('hello');
  const { composer } = mine;
  const list = page.getByRole('listbox', { name: 'People' });
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
  await composer.pressSequentially('hi @');
  // Who spoke last comes first.
  await expect(list.getByRole('option').first()).toContainText('Cleo');
  await expect(list.getByRole('option')).toHaveCount(4);
  await expectAccessibleInBothThemes(page);
  await composer.pressSequentially('novak');
  await expect(list.getByRole('option', { name: 'Bob Novák' })).toHaveAttribute('aria-selected', 'true');
  const option = await composer.getAttribute('aria-activedescendant');
  expect(await list.getByRole('option').getAttribute('id')).toBe(option);
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue(`hi @${bob.user.username} `);
  await page.keyboard.press('Control+z');
  await expect(composer).toHaveValue('hi @novak');

  await composer.fill('');
  await composer.pressSequentially('@c');
  await list.getByRole('option', { name: 'Cleo' }).click();
  await expect(composer).toHaveValue(`@${cleo.user.username} `);
  await expect(composer).toBeFocused();
  // Esc closes it for this word.
  await composer.pressSequentially('@b');
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await composer.pressSequentially('o');
  await expect(composer).toHaveValue(`@${cleo.user.username} @bo`);
  await expect(list).toBeHidden();
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
  await composer.fill('');
  await composer.pressSequentially('see #night');
  await expect(page.getByRole('option', { name: 'Night watch' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(composer).toHaveValue(/^see \[#Night watch\]\(http.*\/chats\/[\w-]+\) $/);
  await expect(composer).toBeFocused();

  // What an input method composes is searched for as well; its keys are its own.
  await composer.fill('');
  const keys = await page.context().newCDPSession(page);
  await composer.pressSequentially('@');
  await keys.send('Input.imeSetComposition', { text: 'cl', selectionStart: 2, selectionEnd: 2 });
  await expect(list.getByRole('option', { name: 'Cleo' })).toBeVisible();
  await keys.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await expect(composer).toHaveValue('@cl');
  await keys.send('Input.insertText', { text: 'cl' });
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue(`@${cleo.user.username} `);

  const crowd = await Promise.all(
    Array.from({ length: 20 }, async (_, number) => {
      const data = { username: `crowd-${number}-${group.id.slice(-6)}`, password };
      const answer = await request.post('/api/auth/register', { failOnStatusCode: true, data });
      return signedInSchema.parse(await answer.json()).user.id;
    }),
  );
  const data = { kind: 'group', name: 'Everybody', memberIds: crowd };
  await page.request.post('/api/chats/', { failOnStatusCode: true, data });
  await mine.open('Everybody');
  await composer.fill('lunch, @everyone!');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(question).toContainText('21 people');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(composer).toHaveValue('lunch, @everyone!');
  await expect(composer).toBeFocused();
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'Send it' }).click();
  await mine.hears('lunch, @everyone!');
  await expect(composer).toHaveValue('');
});

test('on a phone the toolbar opens in its row, and a finger takes what is offered', async ({
  browser,
  enrol,
  startChat,
}) => {
  const ada = await enrol('Ada');
  const bob = await enrol('Bob');
  const { id } = await startChat([ada, bob, await enrol('Cleo')], 'Field station');
  const page = await onPhone(browser, ada, `/chats/${id}`);
  const mine = new ChatPage(page);
  const height = async (): Promise<number | undefined> => (await page.locator('form').boundingBox())?.height;
  await mine.composer.tap();
  const before = await height();
  await page.getByRole('button', { name: 'Formatting' }).tap();
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeVisible();
  expect(await height()).toBe(before);
  await expect(mine.composer).toBeFocused();
  await page.getByRole('button', { name: 'Bold' }).tap();
  await page.keyboard.type('b');
  await expect(mine.composer).toHaveValue('**b**');
  await mine.composer.fill('');
  await page.keyboard.type('- one');
  await page.keyboard.press('Enter');
  await expect(mine.composer).toHaveValue('- one\n- ');
  await mine.composer.fill('');
  // A narrow row has room for the marks or for the other tools.
  await page.getByRole('button', { name: 'Formatting' }).tap();
  await page.getByRole('button', { name: 'Mention someone' }).tap();
  await page.keyboard.type('bo');
  await page.getByRole('option', { name: 'Bob' }).tap();
  await expect(mine.composer).toHaveValue(`@${bob.user.username} `);
  await expect(mine.composer).toBeFocused();
  await page.context().close();
});

test('nothing typed is lost: an edit outlives other chats, a reload, a crash and a session that ends, and nobody else sees it', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const { id } = await startChat([ada, bob]);
  await startChat([ada, await enrol('Cleo')]);
  let { page } = ada;
  let mine = new ChatPage(page);
  await mine.open('Bob');
  await mine.say('first words');
  await mine.composer.fill('a draft');
  await mine.act(mine.message('first words'), 'Edit');
  await mine.composer.fill('other words');
  await mine.chat('Cleo').click();
  await expect(mine.composer).toHaveValue('');
  await mine.chat('Bob').click();
  await expect(mine.composer).toHaveValue('other words');
  await page.reload();
  await expect(mine.composer).toHaveValue('other words');
  const { context } = { context: page.context() };
  await page.goto('chrome://crash').catch(() => undefined);
  page = await context.newPage();
  mine = new ChatPage(page);
  await page.goto(`/chats/${id}`);
  await expect(mine.composer).toHaveValue('other words');

  expect((await page.request.post('/api/auth/logout')).status()).toBe(204);
  await expect(page).toHaveURL(/\/login/);
  await logIn(page, bob.user.username);
  await mine.chat('Ada').click();
  await expect(mine.message('first words')).toBeVisible();
  await expect(mine.composer).toHaveValue('');
  expect((await page.request.post('/api/auth/logout')).status()).toBe(204);
  await expect(page).toHaveURL(/\/login/);
  await logIn(page, ada.user.username);
  await mine.chat('Bob').click();
  await expect(mine.composer).toHaveValue('other words');
  await mine.composer.press('Enter');
  await mine.hears('other words');
  // The draft was there all along.
  await expect(mine.composer).toHaveValue('a draft');
  await page.reload();
  await expect(mine.composer).toHaveValue('a draft');
});

test('whoever likes it so makes lines by Enter, on each device and from the first key', async ({
  equip,
  enrol,
  startChat,
}) => {
  const ada = await equip('Ada');
  const { id } = await startChat([ada, await enrol('Bob')]);
  const { page } = ada;
  await page.goto('/settings');
  await page.getByRole('radio', { name: /^Enter makes a new line/ }).check();
  await page.goto(`/chats/${id}`);
  const mine = new ChatPage(page);
  await mine.composer.pressSequentially('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(mine.composer).toHaveValue('one\ntwo');
  await page.keyboard.press('Control+Enter');
  await mine.hears('one\ntwo');
  await expect(mine.composer).toHaveValue('');
});
