/**
 * @typedef {{ page: import('@playwright/test').Page, others: import('@playwright/test').BrowserContext, begin: () => Promise<void> }} Stage
 */

const password = 'confab-dev';
const groupName = 'Design review';
const keyMs = 24;

/**
 * A quarter of a minute of a working day, for the moving picture of the README: live talk, a reply, a reaction, a thread and
 * another chat.
 * @param {Stage} stage
 */
export async function tellStory({ page, others, begin }) {
  const other = await others.newPage();
  await logIn(other, 'linus');
  await open(other);
  await logIn(page, 'ada');
  await open(page);
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor();
  // What comes after the page is there: nothing is loaded while it is looked at.
  await page.waitForTimeout(3_000);
  await begin();
  await page.waitForTimeout(600);
  // Of what others write one sees that they do, and then all of it.
  await composer(other).pressSequentially('The empty list', { delay: 90 });
  await composer(other).fill('The empty list says **what to do next** now. Does it read well?');
  await other.keyboard.press('Enter');
  const asked = message(page, 'Does it read well');
  await asked.waitFor();
  await page.waitForTimeout(400);
  await asked.hover();
  await asked.getByRole('button', { name: 'Reply', exact: true }).click();
  await write(page, 'It does! But `gap: 12px` is off the grid');
  await asked.hover();
  await asked.getByRole('button', { name: 'Add a reaction' }).click();
  await page.waitForTimeout(300);
  await page.getByRole('dialog', { name: 'Reactions' }).getByRole('button').first().click();
  const answer = message(page, 'is off the grid');
  await replyInThread(other, 'is off the grid', 'Good catch. 8 or 16?');
  await answer.getByRole('link', { name: /1 reply/ }).click();
  const field = page.getByRole('textbox', { name: 'Reply in the thread' });
  await field.waitFor();
  await page.waitForTimeout(400);
  await field.pressSequentially('8, as everywhere', { delay: keyMs });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(900);
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(300);
  await page.keyboard.type('mei', { delay: 70 });
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /^Message Mei/ }).waitFor();
  await page.waitForTimeout(300);
  await write(page, 'Design is done, you can merge 🎉');
  await page.waitForTimeout(1_300);
}

/** @param {import('@playwright/test').Page} page @param {string} text */
function message(page, text) {
  return page.getByRole('log').getByRole('article').filter({ hasText: text }).first();
}

/**
 * Out of sight, so by no hand.
 * @param {import('@playwright/test').Page} page
 * @param {string} about
 * @param {string} content
 */
async function replyInThread(page, about, content) {
  const chatId = await page.locator('textarea[data-chat-id]').first().getAttribute('data-chat-id');
  const { messages } = await (await page.request.get(`/api/chats/${chatId}/messages?limit=5`)).json();
  const root = messages.find((/** @type {{ content: string }} */ one) => one.content.includes(about));
  const thread = await (await page.request.put(`/api/chats/${chatId}/messages/${root.id}/thread`)).json();
  await page.request.post(`/api/chats/${thread.id}/messages`, { data: { content }, failOnStatusCode: true });
}

/** @param {import('@playwright/test').Page} page @param {string} username */
async function logIn(page, username) {
  const answer = await page.request.post('/api/auth/login', { data: { username, password } });
  if (!answer.ok()) throw new Error(`${username} can't log in: is this a server with the development data?`);
}

/** @param {import('@playwright/test').Page} page */
async function open(page) {
  await page.goto('/');
  await page.getByRole('link', { name: groupName }).click();
  await page.getByRole('article').first().waitFor();
}

/** @param {import('@playwright/test').Page} page */
function composer(page) {
  return page.getByRole('textbox', { name: /^Message / });
}

/** @param {import('@playwright/test').Page} page @param {string} text */
async function write(page, text) {
  await composer(page).pressSequentially(text, { delay: keyMs });
  await page.keyboard.press('Enter');
}
