/**
 * @typedef {{ page: import('@playwright/test').Page, others: import('@playwright/test').BrowserContext, begin: () => void }} Stage
 */

const password = 'confab-dev';
const groupName = 'Design review';

/**
 * Half a minute of a working day, for the moving picture of the README.
 * @param {Stage} stage
 */
export async function tellStory({ page, others, begin }) {
  const other = await others.newPage();
  await logIn(other, 'linus');
  await open(other);
  await logIn(page, 'ada');
  await open(page);
  await page.waitForTimeout(1_500);
  begin();
  await page.waitForTimeout(1_000);
  await write(other, 'The empty list says **what to do next** now. Does it read well?');
  await page.getByRole('article').filter({ hasText: 'Does it read well' }).waitFor();
  await page.waitForTimeout(900);
  await write(page, 'It does! One thing: `gap: 12px` is off the grid');
  await page.waitForTimeout(700);
  const answered = page.getByRole('article').filter({ hasText: 'Does it read well' });
  await answered.hover();
  await page.waitForTimeout(500);
  await answered.getByRole('button', { name: 'Add a reaction' }).click();
  await page.waitForTimeout(600);
  await page.getByRole('dialog', { name: 'Reactions' }).getByRole('button').first().click();
  await page.waitForTimeout(600);
  await write(other, 'Good catch, 8 it is. Thanks!');
  await page.waitForTimeout(1_200);
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(500);
  await page.keyboard.type('mei', { delay: 90 });
  await page.waitForTimeout(700);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(700);
  await write(page, 'Design is done, you can merge 🎉');
  await page.waitForTimeout(1_500);
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

/** @param {import('@playwright/test').Page} page @param {string} text */
async function write(page, text) {
  await page.getByRole('textbox', { name: /^Message / }).pressSequentially(text, { delay: 38 });
  await page.keyboard.press('Enter');
}
