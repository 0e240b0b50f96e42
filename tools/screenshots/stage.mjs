/** @typedef {import('./scenes.mjs').Stage} Stage */

const password = 'confab-dev';
const groupName = 'Release 4.2';

/** @param {import('@playwright/test').Page} page @param {string} username */
export async function logIn(page, username) {
  const answer = await page.request.post('/api/auth/login', { data: { username, password } });
  if (!answer.ok()) throw new Error(`${username} can't log in: is this a server with the development data?`);
}

/** @param {import('@confab/protocol').Message} message */
export function isText({ kind, deletedAt }) {
  return kind === 'text' && deletedAt === null;
}

/** @param {import('@playwright/test').Page} page */
export function chatLink(page) {
  return page.getByRole('link', { name: groupName });
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string | undefined} chatId
 * @param {string} content
 */
export async function post(page, chatId, content) {
  const answer = await page.request.post(`/api/chats/${chatId}/messages`, {
    data: { content },
    failOnStatusCode: true,
  });
  return await answer.json();
}

/** @param {Stage} stage */
export async function showList({ page }) {
  await logIn(page, 'ada');
  await page.goto('/');
  await chatLink(page).waitFor();
}

/**
 * The same group, open for two people. Answers the page of the other one.
 * @param {Stage} stage
 * @param {() => Promise<void>} prepare
 */
export async function showChat(stage, prepare = async () => undefined) {
  const other = await stage.others.newPage();
  await logIn(other, 'linus');
  await other.goto('/');
  await chatLink(other).click();
  await prepare();
  await showList(stage);
  await chatLink(stage.page).click();
  await stage.page.getByText('2 active').waitFor();
  await stage.page.getByRole('article').first().waitFor();
  return other;
}

/** By the sheet on a phone, by the menu behind the dots otherwise. @param {Stage} stage @param {import('@playwright/test').Locator} said */
export async function openActions({ page, isNarrow }, said) {
  if (isNarrow) {
    await said.getByRole('button', { name: 'Message actions' }).dispatchEvent('click');
    return page.getByRole('dialog', { name: 'Message actions' });
  }
  await said.hover();
  await said.getByRole('button', { name: 'More actions' }).click();
  return page.getByRole('menu', { name: 'More actions' });
}
